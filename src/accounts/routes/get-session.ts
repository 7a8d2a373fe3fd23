import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { AccountDependencies } from '../dependencies.ts'
import { SessionAnswer, sessionAnswer } from '../session-item.ts'

/** `GET /v1/session`: what a page of the inbox begins with. */
export const getSessionRoute = (app: HttpApp, dependencies: AccountDependencies): void => {
  app.route({
    method: 'GET',
    url: '/session',
    config: { access: 'session' },
    schema: {
      operationId: 'getSession',
      tags: ['Sessions'],
      summary: 'Get the session',
      description: 'Who is signed in, and the token that requests of this session carry.',
      security: [{ session: [] }],
      response: { 200: SessionAnswer, ...errorResponses(401, 429, 503) },
    },
    handler: async ({ principal: { tokenId, userId } }, reply) => {
      reply.header('cache-control', 'no-store')
      return sessionAnswer(dependencies, { tokenId, userId: userId! })
    },
  })
}
