import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { clearSessionCookie } from '../../http/session-cookie.ts'
import type { AccountDependencies } from '../dependencies.ts'
import { endAllSessions } from '../sessions.ts'

/** `DELETE /v1/sessions`: signs out everywhere, here too. */
export const endSessionsRoute = (
  app: HttpApp,
  { database, authenticator, attendance, onAppended }: AccountDependencies,
): void => {
  app.route({
    method: 'DELETE',
    url: '/sessions',
    config: { access: 'user' },
    schema: {
      operationId: 'endSessions',
      tags: ['Sessions'],
      summary: 'Sign out everywhere',
      description: 'Ends all your sessions, that of this request included. Tokens of programs go on.',
      response: { 204: Type.Null(), ...errorResponses(401, 429, 503) },
    },
    handler: async (request, reply) => {
      const { principal } = request
      authenticator.forget(await endAllSessions(database, attendance, principal))
      onAppended()
      if (principal.kind === 'session') clearSessionCookie(request, reply)
      return reply.code(204).send(null)
    },
  })
}
