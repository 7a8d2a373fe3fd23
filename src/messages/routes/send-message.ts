import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { MessageFields, SendSchema } from '../fields.ts'
import { LocationField, locationMessage } from '../location.ts'
import { captionOf, composeMedia } from '../media-message.ts'
import { type SendDependencies, sendSingle } from '../send-single.ts'

const ATTACHMENT_FIELD = 'A file to send, from your machine; `text` is then its caption.'

/**
 * `POST …/messages`: a text; a location, since the documentation's headline gives this URL for both (Desk360 API,
 * "Send WhatsApp Message"); or a file.
 */
export const sendMessageRoute = (app: HttpApp, dependencies: SendDependencies): void => {
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/conversations/messages',
    config: { fileFields: { attachment: ATTACHMENT_FIELD } },
    schema: {
      ...SendSchema,
      operationId: 'sendMessage',
      summary: 'Send WhatsApp Message',
      description:
        'Sends a text to somebody who wrote to this number in the last 24 hours. With `location` in the body it sends that instead, with a file in `attachment` that, with the text as its caption.',
      body: Type.Object({
        ...MessageFields,
        text: Type.Optional(
          Type.String({
            maxLength: 4096,
            description: '1 to 4096 characters.',
            examples: ['Hello!'],
          }),
        ),
        caption: Type.Optional(Type.String({ description: 'Below a file, in place of `text`.' })),
        preview_url: Type.Optional(
          Type.Boolean({ description: 'Shows a preview of the first link in the text.' }),
        ),
        location: Type.Optional(LocationField),
      }),
    },
    handler: (request, reply) => {
      const { text, caption, preview_url, location, ...fields } = request.body
      const upload = request.uploads.get('attachment')
      return sendSingle(dependencies, request, reply, {
        ...fields,
        path: location ? '/messages/locations' : upload ? '/messages/media' : '/messages',
        compose: (errors) => {
          if (location && upload) {
            errors['location'] = ['The location field goes without a file: send them as two messages.']
            return undefined
          }
          if (location) return locationMessage(location)
          if (upload) {
            const wishes = { caption: captionOf({ caption, text }, ['text', 'caption']) }
            return composeMedia(dependencies.files, request.integration.id, upload, wishes, errors)
          }
          if (text) return { type: 'text', content: { body: text, preview_url } }
          errors['text'] = ['The text field is required.']
          return undefined
        },
      })
    },
  })
}
