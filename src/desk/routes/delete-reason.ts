import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { IdParam } from '../../http/id-param.ts'
import type { DeskDependencies } from '../act.ts'
import { deleteReason } from '../reasons.ts'

/** `DELETE /v1/closing-reasons/{id}`. */
export const deleteReasonRoute = (app: HttpApp, { database, onAppended }: DeskDependencies): void => {
  app.route({
    method: 'DELETE',
    url: '/closing-reasons/:reason_id',
    config: { access: 'manage' },
    schema: {
      operationId: 'deleteClosingReason',
      tags: ['Desk'],
      summary: 'Delete a closing reason',
      description: 'One that a chat was closed with stays: deactivate it.',
      params: Type.Object({ reason_id: IdParam }),
      response: { 204: Type.Null(), ...errorResponses(401, 404, 409, 429, 503) },
    },
    handler: async ({ params, principal }, reply) => {
      await database
        .transaction()
        .execute((tx) => deleteReason(tx, Number(params.reason_id), principal.actor))
      onAppended()
      return reply.code(204).send(null)
    },
  })
}
