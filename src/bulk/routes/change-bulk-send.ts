import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { BULK_VERBS, type BulkVerb, changeBulkSend } from '../change.ts'
import { BulkParams } from '../fields.ts'
import { BulkSendItem, showBulkSends } from '../item.ts'
import { findBulkSend } from '../queries.ts'
import type { BulkDependencies } from '../start-send.ts'

const WORDS: Record<BulkVerb, { operationId: string; summary: string; description: string }> = {
  pause: {
    operationId: 'pauseBulkSend',
    summary: 'Pause a bulk send',
    description:
      'Nothing more of it leaves until it is resumed, but for what is being sent at this very moment.',
  },
  resume: {
    operationId: 'resumeBulkSend',
    summary: 'Resume a bulk send',
    description: 'Goes on where it was paused.',
  },
  stop: {
    operationId: 'stopBulkSend',
    summary: 'Stop a bulk send',
    description: 'Who still waits is not sent to any more: they count as cancelled. It cannot go on.',
  },
  'retry-failed': {
    operationId: 'retryFailedOfBulkSend',
    summary: 'Send to the failed again',
    description:
      'Each recipient whose message has failed waits again, for a new message of its own id. A paused send stays paused.',
  },
}

/** `POST …/bulk-sends/{bulk_id}/{pause,resume,stop,retry-failed}`: what is so already stays as it is. */
export const changeBulkSendRoutes = (app: HttpApp, dependencies: BulkDependencies): void => {
  for (const verb of BULK_VERBS)
    app.route({
      method: 'POST',
      url: `/integrations/:integration_id/bulk-sends/:bulk_id/${verb}`,
      schema: {
        ...WORDS[verb],
        tags: ['Bulk sends'],
        params: BulkParams,
        response: { 200: BulkSendItem, ...errorResponses(400, 401, 404, 409, 413, 415, 422, 429, 503) },
      },
      handler: async ({ integration, params }) => {
        const { database, wakeFeeder, onAppended } = dependencies
        const key = { integrationId: integration.id, bulkId: Number(params.bulk_id) }
        await changeBulkSend(database, key, verb)
        wakeFeeder()
        onAppended()
        const send = await findBulkSend(database, key)
        return (await showBulkSends(database, integration.id, [send!]))[0]!
      },
    })
}
