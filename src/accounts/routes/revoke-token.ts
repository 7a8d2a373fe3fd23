import { Type } from 'typebox'
import type { Database } from '../../database/database.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { Authenticator } from '../authenticator.ts'
import { revokeToken } from '../tokens.ts'

/** `DELETE /v1/login`: revokes the token that it is called with. */
export const revokeTokenRoute = (app: HttpApp, database: Database, authenticator: Authenticator): void => {
  app.route({
    method: 'DELETE',
    url: '/login',
    config: { access: 'any' },
    schema: {
      operationId: 'logout',
      tags: ['Login'],
      summary: 'Logout',
      description: 'Revokes the token that the request carries.',
      response: { 204: Type.Null(), ...errorResponses(401, 429, 503) },
    },
    handler: async ({ principal }, reply) => {
      await revokeToken(database, principal)
      authenticator.forget([principal.tokenId])
      return reply.code(204).send(null)
    },
  })
}
