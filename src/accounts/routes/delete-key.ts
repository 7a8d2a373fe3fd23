import { Type } from 'typebox'
import type { Database } from '../../database/database.ts'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { IdParam } from '../../http/id-param.ts'
import { IntegrationParams } from '../../integrations/guard.ts'
import type { Authenticator } from '../authenticator.ts'
import { revokeKey } from '../keys.ts'

/** `DELETE /v1/integrations/{id}/keys/{key_id}`: the key is refused from now on. */
export const deleteKeyRoute = (app: HttpApp, database: Database, authenticator: Authenticator): void => {
  app.route({
    method: 'DELETE',
    url: '/integrations/:integration_id/keys/:key_id',
    config: { access: 'administer' },
    schema: {
      operationId: 'deleteKey',
      tags: ['API keys'],
      summary: 'Delete an API key',
      description: 'Programs that use it are refused from now on.',
      params: Type.Object({ ...IntegrationParams.properties, key_id: IdParam }),
      response: { 204: Type.Null(), ...errorResponses(401, 404, 429, 503) },
    },
    handler: async ({ params, integration, principal }, reply) => {
      const id = Number(params.key_id)
      if (!(await revokeKey(database, integration.id, id, principal.actor))) throw notFound()
      authenticator.forget([id])
      return reply.code(204).send(null)
    },
  })
}
