import { activateIntegration } from '../../dispatch/stop.ts'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { IntegrationDependencies } from '../add-routes.ts'
import { IntegrationParams } from '../guard.ts'
import { IntegrationItem, integrationItem } from '../item.ts'
import { syncNumber } from '../sync.ts'
import { toPublicError } from '../upstream-error.ts'

/** `POST …/activate`: what was queued meanwhile leaves now. */
export const activateIntegrationRoute = (app: HttpApp, dependencies: IntegrationDependencies): void => {
  const { database, directory, onChanged } = dependencies
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/activate',
    config: { access: 'administer' },
    schema: {
      operationId: 'activateIntegration',
      tags: ['Integrations'],
      summary: 'Activate an integration',
      description:
        'Lets a suspended number send again, with what was queued meanwhile. A pending one is connected, if WhatsApp can be asked now.',
      params: IntegrationParams,
      response: { 200: IntegrationItem, ...errorResponses(400, 401, 404, 409, 413, 415, 429, 503) },
    },
    handler: async ({ integration, principal }) => {
      const { id, status } = integration
      if (status === 'pending')
        await syncNumber(dependencies, integration).catch((error: unknown) => {
          throw toPublicError(error)
        })
      if (status === 'suspended') await activateIntegration(database, id, principal.actor)
      onChanged([id])
      const activated = await directory.find(id)
      if (!activated) throw notFound()
      return integrationItem(activated)
    },
  })
}
