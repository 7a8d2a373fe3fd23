import { type PublicError, validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { IntegrationDependencies } from '../add-routes.ts'
import { checkCredentials } from '../check-credentials.ts'
import { NumberBody } from '../fields.ts'
import { IntegrationItem, integrationItem } from '../item.ts'
import { isSandboxNumber } from '../queries.ts'
import { insertIntegration } from '../write.ts'

/** `POST /v1/integrations`: connects a number. */
export const createIntegrationRoute = (app: HttpApp, dependencies: IntegrationDependencies): void => {
  const { database, directory, graphOf, onChanged } = dependencies
  app.route({
    method: 'POST',
    url: '/integrations',
    config: { access: 'administer' },
    schema: {
      operationId: 'createIntegration',
      tags: ['Integrations'],
      summary: 'Connect a number',
      description:
        'The token, the ids and the secret are tried with WhatsApp first; what it does not accept is a 422 that names the field. When WhatsApp cannot be asked just now, the number is `pending` and is connected as soon as it can. Then its webhooks are subscribed to and its templates fetched. A number that was deleted gets its old id and history back.',
      body: NumberBody,
      response: { 201: IntegrationItem, ...errorResponses(400, 401, 413, 415, 422, 429, 503) },
    },
    handler: async ({ body, principal }, reply) => {
      const known = (await directory.list()).find((one) => one.phoneNumberId === body.phone_number_id)
      if (known) throw taken(known.id)
      const graph = graphOf({ isSandbox: await isSandboxNumber(database, body.phone_number_id) })
      const checked = await checkCredentials(graph, {
        phoneNumberId: body.phone_number_id,
        wabaId: body.waba_id,
        appId: body.app_id,
        accessToken: body.access_token,
        appSecret: body.app_secret,
      })
      if (checked.kind === 'refused') throw validationError(checked.fields)
      const id = await insertIntegration(dependencies, body, checked, principal.actor)
      if (id === undefined) throw taken()
      onChanged([id])
      return reply.code(201).send(integrationItem((await directory.find(id))!))
    },
  })
}

const taken = (id?: number): PublicError => {
  const words = `The phone_number_id field is of a number that is connected already${id === undefined ? '' : `, as integration ${id}`}.`
  return validationError({ phone_number_id: [words] })
}
