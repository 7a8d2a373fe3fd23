import { Type } from 'typebox'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { postTo } from '../attempt.ts'
import { type WebhookDependencies, WebhookParams } from '../endpoint-item.ts'
import { findEndpointAccess } from '../endpoints.ts'
import type { WebhookEvent } from '../payloads/kinds.ts'
import { samplePayload } from '../payloads/samples.ts'
import { drawMessageId } from '../sign.ts'

/** `POST …/webhooks/{webhook_id}/test`: a made-up event, sent now and once. */
export const testWebhookRoute = (
  app: HttpApp,
  { database, secrets, poster, now }: WebhookDependencies,
): void => {
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/webhooks/:webhook_id/test',
    config: { access: 'administer' },
    schema: {
      operationId: 'testWebhook',
      tags: ['Webhooks'],
      summary: 'Test a webhook',
      description:
        'Sends a made-up event of the first kind that the endpoint gets, signed like all others, and answers with what came of it. It is not repeated and not kept, and an endpoint that is off gets it too.',
      params: WebhookParams,
      response: {
        200: Type.Object({
          response_status: Type.Union([Type.Integer(), Type.Null()], { examples: [200] }),
          duration_ms: Type.Integer({ examples: [86] }),
          response_body: Type.Union([Type.String(), Type.Null()], { examples: ['ok'] }),
          error: Type.Union([Type.String(), Type.Null()], { description: 'Null for a success.' }),
        }),
        ...errorResponses(400, 401, 404, 413, 415, 429, 503),
      },
    },
    handler: async ({ params, integration }) => {
      const endpoint = await findEndpointAccess(database, integration.id, Number(params.webhook_id))
      if (!endpoint) throw notFound()
      const at = new Date(now())
      const body = JSON.stringify(samplePayload(endpoint.events[0] as WebhookEvent, integration.id, at))
      const result = await postTo({ secrets, poster }, endpoint, drawMessageId(), body, at)
      return {
        response_status: result?.responseStatus ?? null,
        duration_ms: result?.durationMs ?? 0,
        response_body: result?.responseBody ?? null,
        error: result?.error ?? null,
      }
    },
  })
}
