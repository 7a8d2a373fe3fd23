import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { IntegrationDependencies } from '../add-routes.ts'
import { IntegrationParams } from '../guard.ts'
import { IntegrationItem, integrationItem } from '../item.ts'
import { syncNumber } from '../sync.ts'
import { toPublicError } from '../upstream-error.ts'

/** `POST …/sync`: asks WhatsApp about the number now; it is asked once a day by itself. */
export const syncIntegrationRoute = (app: HttpApp, dependencies: IntegrationDependencies): void => {
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/sync',
    config: { access: 'manage' },
    schema: {
      operationId: 'syncIntegration',
      tags: ['Integrations'],
      summary: 'Ask WhatsApp about a number',
      description:
        'Brings name, quality, limit, throughput and status up to date. That happens once a day by itself, and when WhatsApp tells of a change.',
      params: IntegrationParams,
      response: { 200: IntegrationItem, ...errorResponses(400, 401, 404, 409, 413, 415, 429, 503) },
    },
    handler: async ({ integration }) => {
      await syncNumber(dependencies, integration).catch((error: unknown) => {
        throw toPublicError(error)
      })
      const synced = await dependencies.directory.find(integration.id)
      if (!synced) throw notFound()
      return integrationItem(synced)
    },
  })
}
