import { Type } from 'typebox'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { IdParam } from '../../http/id-param.ts'
import type { AccountDependencies } from '../dependencies.ts'
import { endSession } from '../sessions.ts'

/** `DELETE /v1/sessions/{id}`: signs a browser out that is elsewhere. */
export const endSessionRoute = (
  app: HttpApp,
  { database, authenticator, attendance, onAppended }: AccountDependencies,
): void => {
  app.route({
    method: 'DELETE',
    url: '/sessions/:session_id',
    config: { access: 'user' },
    schema: {
      operationId: 'endSession',
      tags: ['Sessions'],
      summary: 'End a session',
      description: 'Signs you out in one browser.',
      params: Type.Object({ session_id: IdParam }),
      response: { 204: Type.Null(), ...errorResponses(401, 404, 429, 503) },
    },
    handler: async ({ params, principal }, reply) => {
      const id = Number(params.session_id)
      if (!(await endSession(database, attendance, principal, id))) throw notFound()
      onAppended()
      authenticator.forget([id])
      return reply.code(204).send(null)
    },
  })
}
