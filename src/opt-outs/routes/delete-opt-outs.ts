import { Type } from 'typebox'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { selectScope } from '../../integrations/scope.ts'
import type { OptOutDependencies } from '../add-routes.ts'
import { IntegrationField, PhoneField, readPhone } from '../fields.ts'
import { listOptOuts } from '../list.ts'
import { tellWish } from '../tell-wish.ts'

/** `DELETE /v1/opt-outs?phone=`. */
export const deleteOptOutsRoute = (
  app: HttpApp,
  { database, directory, onAppended }: OptOutDependencies,
): void => {
  app.route({
    method: 'DELETE',
    url: '/opt-outs',
    config: { access: 'manage' },
    schema: {
      operationId: 'deleteOptOutByPhone',
      tags: ['Opt-outs'],
      summary: 'Lift an opt-out by number',
      description: 'As with the id, for whoever has the number now.',
      querystring: Type.Object({ phone: PhoneField, integration_id: Type.Optional(IntegrationField) }),
      response: { 204: Type.Null(), ...errorResponses(401, 403, 404, 422, 429, 503) },
    },
    handler: async ({ query, principal }, reply) => {
      const address = readPhone('phone', query.phone)
      const { wabaIds } = await selectScope(directory, principal, query.integration_id)
      const found = await listOptOuts(
        database,
        { wabaIds, address },
        { offset: 0, limit: wabaIds.length, after: undefined, isByCursor: false },
      )
      if (found.length === 0) throw notFound()
      await tellWish(database, {
        value: 'resume',
        people: found.map(({ waba_id: wabaId }) => ({ wabaId, address })),
        source: principal.userId === undefined ? 'api' : 'user',
        actor: principal.actor,
      })
      onAppended()
      return reply.code(204).send(null)
    },
  })
}
