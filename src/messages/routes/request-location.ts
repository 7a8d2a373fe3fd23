import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { MessageFields, SendSchema, spellings } from '../fields.ts'
import { composeInteractive } from '../interactive/compose.ts'
import { oneOfTypes } from '../interactive/kind.ts'
import { locationRequest, locationRequestOf } from '../interactive/location-request.ts'
import { type SendDependencies, sendSingle } from '../send-single.ts'

/** `POST …/messages/location-request`, and the other spelling that clients try. */
export const requestLocationRoute = (app: HttpApp, dependencies: SendDependencies): void => {
  for (const { url, shown } of spellings('requestLocation', 'location-request', 'location-requests'))
    app.route({
      method: 'POST',
      url,
      config: { takesJsonText: true },
      schema: {
        ...SendSchema,
        ...shown,
        summary: 'Send WhatsApp Location Request Message',
        description:
          'Sends a button with which somebody who wrote to this number in the last 24 hours sends a place on the map. `…/messages/location-requests` is the same.',
        body: Type.Object({
          ...MessageFields,
          text: Type.Optional(
            Type.String({
              minLength: 1,
              maxLength: 1024,
              description: '1 to 1024 characters.',
              examples: ['Where shall we deliver?'],
            }),
          ),
          interactive: Type.Optional(
            oneOfTypes([locationRequest.schema], "The Cloud API's object, in place of the text."),
          ),
        }),
      },
      handler: (request, reply) => {
        const { text, interactive, ...fields } = request.body
        return sendSingle(dependencies, request, reply, {
          ...fields,
          path: '/messages/location-request',
          compose: (errors) => {
            const whole = interactive ?? (text === undefined ? undefined : locationRequestOf(text))
            if (whole) return composeInteractive(dependencies.database, request.integration.id, whole, errors)
            errors['text'] = ['The text field is required.']
            return undefined
          },
        })
      },
    })
}
