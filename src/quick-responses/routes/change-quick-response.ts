import { Type } from 'typebox'
import { requirePerson } from '../../desk/person.ts'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { QuickResponseDependencies } from '../add-routes.ts'
import { checkFields } from '../fields.ts'
import { QuickResponseFields, QuickResponseItem, QuickResponseParams, quickResponseItem } from '../item.ts'
import { updateQuickResponse } from '../queries.ts'

/** `PUT /v1/quick-responses/{id}`: changes the fields that it names. */
export const changeQuickResponseRoute = (
  app: HttpApp,
  { database, onAppended }: QuickResponseDependencies,
): void => {
  app.route({
    method: 'PUT',
    url: '/quick-responses/:quick_response_id',
    config: { access: 'manage' },
    schema: {
      operationId: 'changeQuickResponse',
      tags: ['Quick responses'],
      summary: 'Change a quick response',
      description: 'Changes the fields that are named. What was sent before stays as it was.',
      params: QuickResponseParams,
      body: Type.Partial(Type.Object(QuickResponseFields)),
      response: { 200: QuickResponseItem, ...errorResponses(400, 401, 404, 413, 415, 422, 429, 503) },
    },
    handler: async ({ params, body: { shortcut, title, body }, principal }) => {
      requirePerson(principal)
      const change = { shortcut, title: title?.trim(), body }
      checkFields(change)
      const response = await updateQuickResponse(database, Number(params.quick_response_id), change)
      if (!response) throw notFound()
      onAppended()
      return quickResponseItem(response)
    },
  })
}
