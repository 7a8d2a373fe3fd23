import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { DeskDependencies } from '../act.ts'
import { listReasons, ReasonItem, reasonItem } from '../reasons.ts'

/** `GET /v1/closing-reasons`. */
export const listReasonsRoute = (app: HttpApp, { database }: DeskDependencies): void => {
  app.route({
    method: 'GET',
    url: '/closing-reasons',
    schema: {
      operationId: 'listClosingReasons',
      tags: ['Desk'],
      summary: 'List closing reasons',
      description: 'All of them, by name, those too that are not active any more.',
      response: { 200: Type.Array(ReasonItem), ...errorResponses(401, 429, 503) },
    },
    handler: async () => (await listReasons(database)).map(reasonItem),
  })
}
