import { validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { IntegrationDependencies } from '../add-routes.ts'
import { IntegrationParams } from '../guard.ts'
import { ProfileBody, ProfileItem } from '../profile.ts'
import { toPublicError } from '../upstream-error.ts'

/** `PUT …/profile`: changes the fields that it names. */
export const changeProfileRoute = (app: HttpApp, { graphOf }: IntegrationDependencies): void => {
  app.route({
    method: 'PUT',
    url: '/integrations/:integration_id/profile',
    config: { access: 'manage' },
    schema: {
      operationId: 'changeProfile',
      tags: ['Integrations'],
      summary: 'Change the business profile',
      description: 'Changes the fields that are named, at WhatsApp, and answers with the whole profile.',
      params: IntegrationParams,
      body: ProfileBody,
      response: { 200: ProfileItem, ...errorResponses(400, 401, 404, 409, 413, 415, 422, 429, 503) },
    },
    handler: async ({ body, integration }) => {
      const profile = Object.fromEntries(
        Object.entries(body).filter(([name]) => name in ProfileBody.properties),
      )
      if (Object.keys(profile).length === 0)
        throw validationError({ about: ['The about field, or another one of the profile, is required.'] })
      const { phoneNumberId, accessToken } = integration
      const graph = graphOf(integration)
      try {
        await graph.changeBusinessProfile({ phoneNumberId, accessToken, profile })
        return await graph.getBusinessProfile({ phoneNumberId, accessToken })
      } catch (error) {
        throw toPublicError(error)
      }
    },
  })
}
