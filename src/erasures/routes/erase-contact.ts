import type { ContactDependencies } from '../../contacts/add-routes.ts'
import { ContactParams } from '../../contacts/params.ts'
import { selectContact } from '../../contacts/select.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { ErasureItem, findErasure } from '../item.ts'
import { startErasure } from '../start.ts'

/** `DELETE /v1/contacts/{id}`. */
export const eraseContactRoute = (app: HttpApp, dependencies: ContactDependencies): void => {
  const { database } = dependencies
  app.route({
    method: 'DELETE',
    url: '/contacts/:contact_id',
    config: { access: 'administer' },
    schema: {
      operationId: 'eraseContact',
      tags: ['Contacts'],
      summary: 'Erase a contact',
      description:
        'Forgets a person for good (GDPR, article 17), with all numbers of the account: messages and their files, chats, notes and history, what WhatsApp told as it came, deliveries to webhooks, events. What is queued is cancelled; what is being sent at this moment leaves, and goes as soon as that has ended. Bulk sends and statistics keep that there was a message, and what became of it, of nobody. The audit log keeps that somebody was erased, by the id alone. A wish not to get marketing is kept as a keyed hash of the number, which is looked at before a marketing template leaves, and becomes theirs again should they write. Files go from the disk within two days. What WhatsApp tells later of messages that were sent, such as that they were read, is kept as it came until the retention is over. It runs in the background and cannot be undone.',
      params: ContactParams,
      response: { 202: ErasureItem, ...errorResponses(401, 404, 429, 503) },
    },
    handler: async ({ params, principal }, reply) => {
      const { id: contactId } = await selectContact(dependencies, principal, params.contact_id)
      const id = await database
        .transaction()
        .execute((tx) => startErasure(tx, { contactId, actor: principal.actor }))
      return reply.code(202).send((await findErasure(database, id))!)
    },
  })
}
