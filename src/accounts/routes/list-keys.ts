import { Type } from 'typebox'
import type { Database } from '../../database/database.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { ListQuery, listWindow, paginateList } from '../../http/pagination.ts'
import { IntegrationParams } from '../../integrations/guard.ts'
import { KeyItem, keyItem } from '../key-item.ts'
import { listKeys } from '../keys.ts'

/** `GET /v1/integrations/{id}/keys`. */
export const listKeysRoute = (app: HttpApp, database: Database, publicUrl: string | undefined): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/keys',
    config: { access: 'administer' },
    schema: {
      operationId: 'listKeys',
      tags: ['API keys'],
      summary: 'List API keys',
      description: 'The keys of an integration, newest first. Their texts cannot be read again.',
      params: IntegrationParams,
      querystring: ListQuery,
      response: { 200: Type.Array(KeyItem), ...errorResponses(401, 404, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const window = listWindow(request.query)
      const keys = await listKeys(database, request.integration.id, window)
      return paginateList(keys, window, ({ id }) => [id], request, reply, publicUrl).map(keyItem)
    },
  })
}
