import { notFound, PublicError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { IntegrationDependencies } from '../add-routes.ts'
import { IntegrationParams } from '../guard.ts'
import { IntegrationItem, integrationItem } from '../item.ts'
import { suspendByPerson } from '../suspend.ts'

/** `POST …/suspend`: nothing more leaves by the number. */
export const suspendIntegrationRoute = (
  app: HttpApp,
  { database, directory, onChanged }: IntegrationDependencies,
): void => {
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/suspend',
    config: { access: 'administer' },
    schema: {
      operationId: 'suspendIntegration',
      tags: ['Integrations'],
      summary: 'Suspend an integration',
      description:
        'Nothing more is sent: what is queued waits, and new messages are refused with `integration_not_active`. What customers write still comes in.',
      params: IntegrationParams,
      response: { 200: IntegrationItem, ...errorResponses(400, 401, 404, 409, 413, 415, 429, 503) },
    },
    handler: async ({ integration: { id, status }, principal }) => {
      if (status === 'pending')
        throw new PublicError(
          409,
          'conflict',
          'A pending integration sends nothing yet: it cannot be suspended.',
        )
      await suspendByPerson(database, id, principal.actor)
      onChanged([id])
      const suspended = await directory.find(id)
      if (!suspended) throw notFound()
      return integrationItem(suspended)
    },
  })
}
