import { Type } from 'typebox'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { IntegrationDependencies } from '../add-routes.ts'
import { IntegrationParams } from '../guard.ts'
import { deleteIntegration } from '../write.ts'

/** `DELETE /v1/integrations/{id}`. */
export const deleteIntegrationRoute = (
  app: HttpApp,
  { database, onChanged }: IntegrationDependencies,
): void => {
  app.route({
    method: 'DELETE',
    url: '/integrations/:integration_id',
    config: { access: 'administer' },
    schema: {
      operationId: 'deleteIntegration',
      tags: ['Integrations'],
      summary: 'Delete an integration',
      description:
        'Sending and receiving end, what is still queued is cancelled, and the token and secrets are wiped. Administrators can still read its messages and chats. Connecting the same number again brings it back under its old id.',
      params: IntegrationParams,
      response: { 204: Type.Null(), ...errorResponses(401, 404, 429, 503) },
    },
    handler: async ({ integration, principal }, reply) => {
      if (!(await deleteIntegration(database, integration.id, principal.actor))) throw notFound()
      onChanged([integration.id])
      return reply.code(204).send(null)
    },
  })
}
