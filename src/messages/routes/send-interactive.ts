import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { MessageFields, SendSchema, spellings } from '../fields.ts'
import { composeInteractive } from '../interactive/compose.ts'
import { InteractiveField } from '../interactive/field.ts'
import { type SendDependencies, sendSingle } from '../send-single.ts'

/** `POST …/messages/interactive`, and the other spelling that clients try. */
export const sendInteractiveRoute = (app: HttpApp, dependencies: SendDependencies): void => {
  for (const { url, shown } of spellings('sendInteractive', 'interactive', 'interactives'))
    app.route({
      method: 'POST',
      url,
      config: { takesJsonText: true },
      schema: {
        ...SendSchema,
        ...shown,
        summary: 'Send WhatsApp Interactive Message',
        description:
          'Sends buttons, a list, a link, a form, products, a carousel or a request for a location to somebody who wrote to this number in the last 24 hours. The object is the one of WhatsApp’s Cloud API; a header’s file may be named by its media_id. `…/messages/interactives` is the same.',
        body: Type.Object({ ...MessageFields, interactive: InteractiveField }),
      },
      handler: (request, reply) => {
        const { interactive, ...fields } = request.body
        return sendSingle(dependencies, request, reply, {
          ...fields,
          path: '/messages/interactive',
          compose: (errors) =>
            composeInteractive(dependencies.database, request.integration.id, interactive, errors),
        })
      },
    })
}
