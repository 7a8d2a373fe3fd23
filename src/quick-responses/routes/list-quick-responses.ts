import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { QuickResponseDependencies } from '../add-routes.ts'
import { QuickResponseItem, quickResponseItem } from '../item.ts'
import { listQuickResponses } from '../queries.ts'

/** `GET /v1/quick-responses`. */
export const listQuickResponsesRoute = (app: HttpApp, { database }: QuickResponseDependencies): void => {
  app.route({
    method: 'GET',
    url: '/quick-responses',
    schema: {
      operationId: 'listQuickResponses',
      tags: ['Quick responses'],
      summary: 'List quick responses',
      description:
        'All texts that the team has at hand, by their shortcuts. They are the same for all numbers.',
      response: { 200: Type.Array(QuickResponseItem), ...errorResponses(401, 429, 503) },
    },
    handler: async () => (await listQuickResponses(database)).map(quickResponseItem),
  })
}
