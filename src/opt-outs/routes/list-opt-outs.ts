import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { ListQuery, listWindow, paginateList } from '../../http/pagination.ts'
import { selectScope } from '../../integrations/scope.ts'
import type { OptOutDependencies } from '../add-routes.ts'
import { IntegrationField, PhoneField, readPhone } from '../fields.ts'
import { OptOutItem, optOutItem } from '../item.ts'
import { listOptOuts, optOutKey } from '../list.ts'

/** `GET /v1/opt-outs`. */
export const listOptOutsRoute = (
  app: HttpApp,
  { database, directory, publicUrl }: OptOutDependencies,
): void => {
  app.route({
    method: 'GET',
    url: '/opt-outs',
    schema: {
      operationId: 'listOptOuts',
      tags: ['Opt-outs'],
      summary: 'List opt-outs',
      description: 'Who wants no marketing messages, whoever said so last first.',
      querystring: Type.Object({
        phone: Type.Optional(PhoneField),
        integration_id: Type.Optional(IntegrationField),
        ...ListQuery.properties,
      }),
      response: { 200: Type.Array(OptOutItem), ...errorResponses(401, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const { query, principal } = request
      const window = listWindow(query)
      const address = query.phone === undefined ? undefined : readPhone('phone', query.phone)
      const { reachable, wabaIds } = await selectScope(directory, principal, query.integration_id)
      const rows = await listOptOuts(database, { wabaIds, address }, window)
      return paginateList(rows, window, optOutKey, request, reply, publicUrl).map((row) =>
        optOutItem(row, reachable, principal),
      )
    },
  })
}
