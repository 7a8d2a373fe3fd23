import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { ContactDependencies } from '../add-routes.ts'
import { ContactProfile, contactProfile } from '../item.ts'
import { ContactParams } from '../params.ts'
import { selectContact } from '../select.ts'

/** `GET /v1/contacts/{id}`. */
export const getContactRoute = (app: HttpApp, dependencies: ContactDependencies): void => {
  app.route({
    method: 'GET',
    url: '/contacts/:contact_id',
    schema: {
      operationId: 'getContact',
      tags: ['Contacts'],
      summary: 'Get a contact',
      description:
        'A person: by what they could be reached and when, their chats and tags, what the team keeps of them.',
      params: ContactParams,
      response: { 200: ContactProfile, ...errorResponses(401, 404, 429, 503) },
    },
    handler: async ({ params, principal }) =>
      contactProfile(await selectContact(dependencies, principal, params.contact_id)),
  })
}
