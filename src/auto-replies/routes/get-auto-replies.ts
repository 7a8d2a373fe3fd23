import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { IntegrationParams } from '../../integrations/guard.ts'
import type { AutoReplyDependencies } from '../add-routes.ts'
import { AutoRepliesItem, autoRepliesItem } from '../item.ts'
import { readAutoReplies } from '../settings.ts'

/** `GET /v1/integrations/{id}/auto-replies`. */
export const getAutoRepliesRoute = (app: HttpApp, { database }: AutoReplyDependencies): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/auto-replies',
    schema: {
      operationId: 'getAutoReplies',
      tags: ['Auto replies'],
      summary: 'Get the auto replies',
      description: 'What a number answers by itself, and when somebody is there.',
      params: IntegrationParams,
      response: { 200: AutoRepliesItem, ...errorResponses(401, 404, 429, 503) },
    },
    handler: async ({ integration }) => autoRepliesItem(await readAutoReplies(database, integration.id)),
  })
}
