import { Type } from 'typebox'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { IdParam } from '../../http/id-param.ts'
import { selectScope } from '../../integrations/scope.ts'
import type { OptOutDependencies } from '../add-routes.ts'
import { findOptedOutAddress } from '../find-address.ts'
import { tellWish } from '../tell-wish.ts'

/** `DELETE /v1/opt-outs/{id}`. */
export const deleteOptOutRoute = (
  app: HttpApp,
  { database, directory, onAppended }: OptOutDependencies,
): void => {
  app.route({
    method: 'DELETE',
    url: '/opt-outs/:opt_out_id',
    config: { access: 'manage' },
    schema: {
      operationId: 'deleteOptOut',
      tags: ['Opt-outs'],
      summary: 'Lift an opt-out',
      description:
        'Takes a person off the list: only when they have asked for it. Those who told WhatsApp itself to stop get nothing until they tell it otherwise, whatever this list says.',
      params: Type.Object({ opt_out_id: IdParam }),
      response: { 204: Type.Null(), ...errorResponses(401, 403, 404, 429, 503) },
    },
    handler: async ({ params, principal }, reply) => {
      const { wabaIds } = await selectScope(directory, principal, undefined)
      const person = await findOptedOutAddress(database, wabaIds, Number(params.opt_out_id))
      if (!person) throw notFound()
      await tellWish(database, {
        value: 'resume',
        people: [person],
        source: principal.userId === undefined ? 'api' : 'user',
        actor: principal.actor,
      })
      onAppended()
      return reply.code(204).send(null)
    },
  })
}
