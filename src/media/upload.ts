import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { suspendIntegration } from '../dispatch/stop.ts'
import type { Integration, IntegrationDirectory } from '../integrations/directory.ts'
import { toMessageError } from '../messages/graph-failure.ts'
import { type MessageError, OWN_ERRORS } from '../messages/own-errors.ts'
import { classify, type ErrorClass } from '../whatsapp/error-codes.ts'
import type { Rejected } from '../whatsapp/graph-answer.ts'
import type { GraphClient } from '../whatsapp/graph-client.ts'
import { describeGraphError } from '../whatsapp/graph-error.ts'
import type { UploadOutcome } from '../whatsapp/upload-media.ts'
import type { MediaStore } from './store.ts'

export type UploadJob = { integration_id: number; media_id: string }

type Dependencies = {
  database: Database
  directory: IntegrationDirectory
  graphOf: (integration: Integration) => GraphClient
  store: MediaStore
  log: { error(fields: object, message: string): void }
  /** Messages that waited for the file may go now. */
  onUploaded: (integrationId: number) => void
}

/**
 * Uploads a send's file to Meta's media store, once for all its recipients, and lets their messages go. A
 * passing failure is thrown, for the job to be tried again; a refusal, or the last try, fails the messages. One
 * that only a person can mend stops the number: the messages wait, and starting the number uploads the file.
 */
export const createUploader =
  ({ database, directory, graphOf, store, log, onUploaded }: Dependencies) =>
  async (job: UploadJob, isLastTry: boolean): Promise<void> => {
    const integration = await directory.find(job.integration_id)
    const media = await database
      .selectFrom('media')
      .selectAll()
      .where('integration_id', '=', job.integration_id)
      .where('id', '=', job.media_id)
      .executeTakeFirst()
    if (
      !integration ||
      !media?.file_path ||
      media.meta_media_id ||
      (await isStopped(database, integration.id))
    )
      return
    const outcome = await graphOf(integration).uploadMedia({
      accessToken: integration.accessToken,
      phoneNumberId: integration.phoneNumberId,
      file: { path: store.pathOf(media.file_path), sizeBytes: Number(media.size_bytes) },
      mimeType: media.mime_type,
      filename: media.filename ?? media.id,
    })
    if (outcome.kind === 'uploaded') {
      await releaseMessages(database, job, outcome.mediaId)
      onUploaded(job.integration_id)
    } else if (outcome.kind === 'rejected' && classOf(outcome) === 'stop_number') {
      const error = messageErrorOf(outcome)
      const isNew = await suspendIntegration(database, integration.id, error)
      directory.forget()
      if (isNew) log.error({ integration_id: integration.id, error }, 'WhatsApp stopped a number')
    } else if (isLastTry || isFinal(outcome)) await failMessages(database, job, failureOf(outcome))
    else throw new Error(describe(outcome))
  }

/** Asked of the database itself: what is remembered may be older than the start that this job came with. */
const isStopped = async (database: Database, integrationId: number): Promise<boolean> => {
  const row = await database
    .selectFrom('integrations')
    .select('status')
    .where('id', '=', integrationId)
    .executeTakeFirst()
  return row?.status !== 'activated'
}

const classOf = ({ error, httpStatus }: Rejected): ErrorClass => classify(error, httpStatus).class

const messageErrorOf = ({ error, httpStatus }: Rejected): MessageError =>
  toMessageError(error, classify(error, httpStatus))

const isFinal = (outcome: UploadOutcome): boolean =>
  (outcome.kind === 'rejected' && classOf(outcome) === 'permanent') ||
  (outcome.kind === 'not_sent' && outcome.reason === 'file_unreadable')

const describe = (outcome: UploadOutcome): string => {
  if (outcome.kind === 'rejected') return describeGraphError(outcome.error)
  return outcome.kind === 'uploaded' ? '' : outcome.detail
}

const failureOf = (outcome: UploadOutcome): MessageError => {
  const words = {
    ...OWN_ERRORS.attachmentFailed,
    details: `${OWN_ERRORS.attachmentFailed.details} ${describe(outcome)}`,
  }
  if (outcome.kind !== 'rejected') return words
  return { ...words, what_to_do: messageErrorOf(outcome).what_to_do }
}

const releaseMessages = (database: Database, job: UploadJob, metaMediaId: string): Promise<void> =>
  database.transaction().execute(async (tx) => {
    await tx
      .updateTable('media')
      .set({ meta_media_id: metaMediaId, uploaded_at: new Date() })
      .where('integration_id', '=', job.integration_id)
      .where('id', '=', job.media_id)
      .execute()
    await tx
      .updateTable('message_queue')
      .set({ waits_for_media: null })
      .where('integration_id', '=', job.integration_id)
      .where('waits_for_media', '=', job.media_id)
      .execute()
  })

const failMessages = async (database: Database, job: UploadJob, error: MessageError): Promise<void> => {
  await sql`
    with gone as (
      delete from message_queue
      where integration_id = ${job.integration_id} and waits_for_media = ${job.media_id}
      returning message_id
    ), noted as (
      update media set upload_error = ${JSON.stringify(error)}::json
      where integration_id = ${job.integration_id} and id = ${job.media_id}
    ), failed as (
      update messages m set state = 'failed', failed_at = now(), error = ${JSON.stringify(error)}::json
      from gone
      where m.integration_id = ${job.integration_id} and m.id = gone.message_id and m.state = 'queued'
      returning m.id
    )
    insert into events (type, integration_id, data)
    select 'message.status', ${job.integration_id}::integer, json_build_object('message_id', id,
      'status', 'failed', 'error', ${JSON.stringify(error)}::json)
    from failed`.execute(database)
}
