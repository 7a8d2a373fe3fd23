import { Type } from 'typebox'
import { requirePerson } from '../../desk/person.ts'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { QuickResponseDependencies } from '../add-routes.ts'
import { QuickResponseParams } from '../item.ts'
import { deleteQuickResponse } from '../queries.ts'

/** `DELETE /v1/quick-responses/{id}`. */
export const deleteQuickResponseRoute = (
  app: HttpApp,
  { database, onAppended }: QuickResponseDependencies,
): void => {
  app.route({
    method: 'DELETE',
    url: '/quick-responses/:quick_response_id',
    config: { access: 'manage' },
    schema: {
      operationId: 'deleteQuickResponse',
      tags: ['Quick responses'],
      summary: 'Delete a quick response',
      description: 'Takes it from the list. What was sent with it stays.',
      params: QuickResponseParams,
      response: { 204: Type.Null(), ...errorResponses(401, 404, 429, 503) },
    },
    handler: async ({ params, principal }, reply) => {
      requirePerson(principal)
      if (!(await deleteQuickResponse(database, Number(params.quick_response_id)))) throw notFound()
      onAppended()
      return reply.code(204).send(null)
    },
  })
}
