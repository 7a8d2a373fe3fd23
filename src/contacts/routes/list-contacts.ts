import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { ListQuery, listWindow, paginateList } from '../../http/pagination.ts'
import { selectScope } from '../../integrations/scope.ts'
import { readQuery } from '../../search/query.ts'
import type { ContactDependencies } from '../add-routes.ts'
import { ContactItem, contactItem } from '../item.ts'
import { contactKey, listContacts } from '../list.ts'

/** `GET /v1/contacts`. */
export const listContactsRoute = (
  app: HttpApp,
  { database, directory, publicUrl }: ContactDependencies,
): void => {
  app.route({
    method: 'GET',
    url: '/contacts',
    schema: {
      operationId: 'listContacts',
      tags: ['Contacts'],
      summary: 'List contacts',
      description:
        'The people who wrote to the accounts of your integrations or were written to, whoever came last first.',
      querystring: Type.Object({
        q: Type.Optional(
          Type.String({
            maxLength: 200,
            description: 'Words of a name, or part of a number. Case and accents do not matter.',
          }),
        ),
        tag: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: 2_147_483_647,
            description: 'The id of a tag of their chats.',
          }),
        ),
        integration_id: Type.Optional(Type.Integer({ description: 'Who has a chat with this integration.' })),
        opted_out: Type.Optional(
          Type.Boolean({ description: 'true: who wants no marketing messages; false: all others.' }),
        ),
        ...ListQuery.properties,
      }),
      response: { 200: Type.Array(ContactItem), ...errorResponses(401, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const { query, principal } = request
      const window = listWindow(query)
      const { reachable, wabaIds } = await selectScope(directory, principal, query.integration_id)
      const contacts = await listContacts(
        database,
        { wabaIds, integrationIds: reachable.map(({ id }) => id) },
        {
          words: query.q ? (await readQuery(database, query.q)).contacts : undefined,
          tag: query.tag,
          integrationId: query.integration_id,
          isOptedOut: query.opted_out,
        },
        window,
      )
      return paginateList(contacts, window, contactKey, request, reply, publicUrl).map(contactItem)
    },
  })
}
