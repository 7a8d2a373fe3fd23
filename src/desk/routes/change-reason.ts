import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { IdParam } from '../../http/id-param.ts'
import type { DeskDependencies } from '../act.ts'
import { IsActiveField, ReasonItem, ReasonName, reasonItem, updateReason } from '../reasons.ts'
import { refuseTakenName } from '../unique-name.ts'

/** `PUT /v1/closing-reasons/{id}`. */
export const changeReasonRoute = (app: HttpApp, { database, onAppended }: DeskDependencies): void => {
  app.route({
    method: 'PUT',
    url: '/closing-reasons/:reason_id',
    config: { access: 'manage' },
    schema: {
      operationId: 'changeClosingReason',
      tags: ['Desk'],
      summary: 'Change a closing reason',
      description: 'One that is not active any more stays with the chats that were closed with it.',
      params: Type.Object({ reason_id: IdParam }),
      body: Type.Object({ name: Type.Optional(ReasonName), is_active: Type.Optional(IsActiveField) }),
      response: { 200: ReasonItem, ...errorResponses(400, 401, 404, 413, 415, 422, 429, 503) },
    },
    handler: async ({ params, body, principal }) => {
      const change = { name: body.name, isActive: body.is_active }
      const reason = await refuseTakenName(
        database
          .transaction()
          .execute((tx) => updateReason(tx, Number(params.reason_id), change, principal.actor)),
      )
      onAppended()
      return reasonItem(reason)
    },
  })
}
