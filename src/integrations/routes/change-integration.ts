import { Type } from 'typebox'
import { notFound, validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { IntegrationDependencies } from '../add-routes.ts'
import { type CheckedCredentials, checkCredentials } from '../check-credentials.ts'
import type { Integration } from '../directory.ts'
import { NumberBody } from '../fields.ts'
import { IntegrationParams } from '../guard.ts'
import { IntegrationItem, integrationItem } from '../item.ts'
import { updateIntegration } from '../write.ts'

/** `PUT /v1/integrations/{id}`: changes the fields that it names. */
export const changeIntegrationRoute = (app: HttpApp, dependencies: IntegrationDependencies): void => {
  const { directory, onChanged } = dependencies
  app.route({
    method: 'PUT',
    url: '/integrations/:integration_id',
    config: { access: 'administer' },
    schema: {
      operationId: 'changeIntegration',
      tags: ['Integrations'],
      summary: 'Change an integration',
      description:
        'Changes the fields that are named. A new token, secret, account or app is tried with WhatsApp first, as when a number is connected; when WhatsApp cannot be asked just now, it is taken untried. The `phone_number_id` stays: another number is another integration.',
      params: IntegrationParams,
      body: Type.Partial(NumberBody),
      response: { 200: IntegrationItem, ...errorResponses(400, 401, 404, 413, 415, 422, 429, 503) },
    },
    handler: async ({ body, integration, principal }) => {
      const change = pickNamed(body)
      if (change.phone_number_id !== undefined && change.phone_number_id !== integration.phoneNumberId)
        throw validationError({
          phone_number_id: [
            'The phone_number_id field cannot be changed. Connect the other number as an integration of its own.',
          ],
        })
      const checked = await check(dependencies, integration, change)
      if (checked?.kind === 'refused') throw validationError(checked.fields)
      if (!(await updateIntegration(dependencies, integration.id, change, checked, principal.actor)))
        throw notFound()
      onChanged([integration.id])
      const changed = await directory.find(integration.id)
      if (!changed) throw notFound()
      return integrationItem(changed)
    },
  })
}

const NAMES = Object.keys(NumberBody.properties)

/** Requests may hold fields that nobody knows. */
const pickNamed = (body: Partial<NumberBody>): Partial<NumberBody> =>
  Object.fromEntries(Object.entries(body).filter(([name]) => NAMES.includes(name)))

/** Undefined when nothing is named that Meta would have to be asked about. */
const check = async (
  { graphOf }: IntegrationDependencies,
  integration: Integration,
  { waba_id, app_id, access_token, app_secret }: Partial<NumberBody>,
): Promise<CheckedCredentials | undefined> => {
  if ([waba_id, app_id, access_token, app_secret].every((one) => one === undefined)) return undefined
  return checkCredentials(graphOf(integration), {
    phoneNumberId: integration.phoneNumberId,
    wabaId: waba_id ?? integration.wabaId,
    appId: app_id ?? integration.appId ?? '',
    accessToken: access_token ?? integration.accessToken,
    appSecret: app_secret ?? integration.appSecret,
  })
}
