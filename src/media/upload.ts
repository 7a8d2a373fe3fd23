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
import { findLivingUpload, type Upload } from './living-upload.ts'
import { findMedia } from './queries.ts'
import type { MediaStore } from './store.ts'
import { failMessages, releaseMessages } from './waiting-messages.ts'

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
 * Gets a send's file an id of Meta's, once for all its recipients, and lets their messages go: the id of the same
 * content where one lives, else by an upload. A passing failure is thrown, for the job to be tried again; a refusal,
 * or the last try, fails the messages. One that only a person can mend stops the number: the messages wait, and
 * starting the number uploads the file.
 */
export const createUploader =
  ({ database, directory, graphOf, store, log, onUploaded }: Dependencies) =>
  async (job: UploadJob, isLastTry: boolean): Promise<void> => {
    const key = { integrationId: job.integration_id, mediaId: job.media_id }
    const integration = await directory.find(key.integrationId)
    const media = await findMedia(database, key)
    if (!integration || !media || (await isStopped(database, integration.id))) return
    const release = async (upload: Upload): Promise<void> => {
      await releaseMessages(database, media, upload)
      onUploaded(key.integrationId)
    }
    const living = await findLivingUpload(database, media)
    if (living) return release(living)

    const outcome = await graphOf(integration).uploadMedia({
      accessToken: integration.accessToken,
      phoneNumberId: integration.phoneNumberId,
      file: { path: store.pathOf(media.filePath), sizeBytes: media.sizeBytes },
      mimeType: media.mimeType,
      filename: media.filename ?? media.id,
    })
    if (outcome.kind === 'uploaded') await release({ metaMediaId: outcome.mediaId, uploadedAt: new Date() })
    else if (outcome.kind === 'rejected' && classOf(outcome) === 'stop_number') {
      const error = messageErrorOf(outcome)
      const isNew = await suspendIntegration(database, integration.id, error)
      directory.forget()
      if (isNew) log.error({ integration_id: integration.id, error }, 'WhatsApp stopped a number')
    } else if (isLastTry || isFinal(outcome)) await failMessages(database, key, failureOf(outcome))
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
