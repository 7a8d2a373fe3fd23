import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { ContactsField, contactsMessage } from '../contacts.ts'
import { MessageFields, SendSchema, spellings } from '../fields.ts'
import { type SendDependencies, sendSingle } from '../send-single.ts'

/** `POST …/messages/contacts`, and the other spelling that clients try. */
export const sendContactsRoute = (app: HttpApp, dependencies: SendDependencies): void => {
  for (const { url, shown } of spellings('sendContacts', 'contacts', 'contact'))
    app.route({
      method: 'POST',
      url,
      config: { takesJsonText: true },
      schema: {
        ...SendSchema,
        ...shown,
        summary: 'Send WhatsApp Contact Message',
        description:
          'Sends contact cards to somebody who wrote to this number in the last 24 hours. `…/messages/contact` is the same.',
        body: Type.Object({ ...MessageFields, contacts: ContactsField }),
      },
      handler: (request, reply) => {
        const { contacts, ...fields } = request.body
        const compose = contactsMessage.bind(undefined, contacts)
        return sendSingle(dependencies, request, reply, { ...fields, path: '/messages/contacts', compose })
      },
    })
}
