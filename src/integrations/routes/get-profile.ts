import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { IntegrationDependencies } from '../add-routes.ts'
import { IntegrationParams } from '../guard.ts'
import { ProfileItem } from '../profile.ts'
import { toPublicError } from '../upstream-error.ts'

/** `GET …/profile`: what customers see of the business, as WhatsApp has it now. */
export const getProfileRoute = (app: HttpApp, { graphOf }: IntegrationDependencies): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/profile',
    schema: {
      operationId: 'getProfile',
      tags: ['Integrations'],
      summary: 'Get the business profile',
      description: 'What customers see of the business, as WhatsApp has it now.',
      params: IntegrationParams,
      response: { 200: ProfileItem, ...errorResponses(401, 404, 409, 429, 503) },
    },
    handler: async ({ integration }) => {
      const { phoneNumberId, accessToken } = integration
      return graphOf(integration)
        .getBusinessProfile({ phoneNumberId, accessToken })
        .catch((error: unknown) => {
          throw toPublicError(error)
        })
    },
  })
}
