import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { DeskDependencies } from '../act.ts'
import { IsActiveField, insertReason, ReasonItem, ReasonName, reasonItem } from '../reasons.ts'
import { refuseTakenName } from '../unique-name.ts'

/** `POST /v1/closing-reasons`. */
export const createReasonRoute = (app: HttpApp, { database, onAppended }: DeskDependencies): void => {
  app.route({
    method: 'POST',
    url: '/closing-reasons',
    config: { access: 'manage' },
    schema: {
      operationId: 'createClosingReason',
      tags: ['Desk'],
      summary: 'Create a closing reason',
      description: 'What chats can be closed with.',
      body: Type.Object({ name: ReasonName, is_active: Type.Optional(IsActiveField) }),
      response: { 201: ReasonItem, ...errorResponses(400, 401, 413, 415, 422, 429, 503) },
    },
    handler: async ({ body, principal }, reply) => {
      const { name, is_active: isActive = true } = body
      const reason = await refuseTakenName(
        database.transaction().execute((tx) => insertReason(tx, { name, isActive }, principal.actor)),
      )
      onAppended()
      return reply.code(201).send(reasonItem(reason))
    },
  })
}
