import { Type } from 'typebox'
import { requirePerson } from '../../desk/person.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { QuickResponseDependencies } from '../add-routes.ts'
import { checkFields } from '../fields.ts'
import { QuickResponseFields, QuickResponseItem, quickResponseItem } from '../item.ts'
import { insertQuickResponse } from '../queries.ts'

/** `POST /v1/quick-responses`. */
export const createQuickResponseRoute = (
  app: HttpApp,
  { database, onAppended }: QuickResponseDependencies,
): void => {
  app.route({
    method: 'POST',
    url: '/quick-responses',
    config: { access: 'manage' },
    schema: {
      operationId: 'createQuickResponse',
      tags: ['Quick responses'],
      summary: 'Create a quick response',
      description: 'A text that every agent can put into a chat by its shortcut. There are 500 at most.',
      body: Type.Object(QuickResponseFields),
      response: { 201: QuickResponseItem, ...errorResponses(400, 401, 409, 413, 415, 422, 429, 503) },
    },
    handler: async ({ body: { shortcut, title, body }, principal }, reply) => {
      requirePerson(principal)
      checkFields({ shortcut, body })
      const response = await insertQuickResponse(database, { shortcut, title: title.trim(), body })
      onAppended()
      return reply.code(201).send(quickResponseItem(response))
    },
  })
}
