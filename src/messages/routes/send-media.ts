import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { MEDIA_KINDS } from '../../media/file-kind.ts'
import { MessageFields, SendSchema } from '../fields.ts'
import { captionOf, composeMedia } from '../media-message.ts'
import { type SendDependencies, sendSingle } from '../send-single.ts'

const ATTACHMENT_FIELD = 'The file, from your machine: never a link.'

/** `POST …/messages/media`: a picture, film, sound, document or sticker. */
export const sendMediaRoute = (app: HttpApp, dependencies: SendDependencies): void => {
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/conversations/messages/media',
    config: { fileFields: { attachment: ATTACHMENT_FIELD }, requiredFiles: ['attachment'] },
    schema: {
      ...SendSchema,
      operationId: 'sendMedia',
      summary: 'Send WhatsApp Media Message',
      description:
        'Sends a file, in a multipart form, to somebody who wrote to this number in the last 24 hours. Images are JPEG or PNG of 5 MB at most; videos MP4 or 3GP of 16 MB; audio AAC, AMR, MP3, M4A or Ogg with Opus of 16 MB; stickers WebP of 100 KB, or 500 KB when they move; documents anything of 100 MB.',
      body: Type.Object({
        ...MessageFields,
        type: Type.Optional(
          Type.Enum([...MEDIA_KINDS], {
            description: 'As what it is sent; by its content, unless given. Anything may go as a document.',
          }),
        ),
        caption: Type.Optional(
          Type.String({
            description: 'At most 1,024 characters below it; not with audio and stickers.',
            examples: ['Your order'],
          }),
        ),
        text: Type.Optional(Type.String({ description: 'The same, as `/messages` calls it.' })),
        filename: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 255,
            description: 'The name that a document is shown with; by itself the one of the file.',
          }),
        ),
      }),
    },
    handler: (request, reply) => {
      const { type: kind, caption, text, filename, ...fields } = request.body
      return sendSingle(dependencies, request, reply, {
        ...fields,
        path: '/messages/media',
        compose: (errors) => {
          const upload = request.uploads.get('attachment')
          const wishes = { kind, caption: captionOf({ caption, text }, ['caption', 'text']), filename }
          if (upload) return composeMedia(dependencies.files, request.integration.id, upload, wishes, errors)
          errors['attachment'] = ['The attachment field is required: a file in a multipart form.']
          return undefined
        },
      })
    },
  })
}
