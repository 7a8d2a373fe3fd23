import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { clearSessionCookie } from '../../http/session-cookie.ts'
import type { AccountDependencies } from '../dependencies.ts'
import { endSession } from '../sessions.ts'

/** `DELETE /v1/session`: signs out. */
export const deleteSessionRoute = (
  app: HttpApp,
  { database, authenticator, attendance, onAppended }: AccountDependencies,
): void => {
  app.route({
    method: 'DELETE',
    url: '/session',
    config: { access: 'session' },
    schema: {
      operationId: 'deleteSession',
      tags: ['Sessions'],
      summary: 'Sign out',
      description: 'Ends the session by whose cookie the request came.',
      security: [{ session: [] }],
      response: { 204: Type.Null(), ...errorResponses(401, 429, 503) },
    },
    handler: async (request, reply) => {
      const { principal } = request
      await endSession(database, attendance, principal, principal.tokenId)
      onAppended()
      authenticator.forget([principal.tokenId])
      clearSessionCookie(request, reply)
      return reply.code(204).send(null)
    },
  })
}
