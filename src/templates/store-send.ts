import type { Database } from '../database/database.ts'
import { keepAttachment, type PendingAttachment } from '../media/attachment.ts'
import type { MediaStore } from '../media/store.ts'
import type { Acceptance, Accepted } from '../messages/accept.ts'
import type { Send } from '../messages/message.ts'
import { mediaKindOf } from './attachment.ts'
import type { PreparedTemplate } from './compile.ts'
import type { TemplateDirectory } from './directory.ts'

export type TemplateSendDependencies = {
  database: Database
  acceptance: Acceptance
  templates: TemplateDirectory
  files: MediaStore
}

/** Stores a send of a template, with its file where the template has a place for one. */
export const storeWithAttachment = async <Answer extends object>(
  { acceptance, files }: TemplateSendDependencies,
  send: Send<Answer>,
  template: PreparedTemplate,
  attachment: PendingAttachment | undefined,
): Promise<Accepted<Answer>> => {
  if (!attachment || !mediaKindOf(template.definition.header)) return acceptance.accept(send)
  const media = await keepAttachment(files, send.messages[0]!.integrationId, attachment)
  const messages = send.messages.map((message) => ({ ...message, mediaId: media.id }))
  return acceptance.accept({ ...send, messages, media: [media] })
}
