import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { IdParam } from '../../http/id-param.ts'
import type { DeskDependencies } from '../act.ts'
import { deleteTag } from '../tags.ts'

/** `DELETE /v1/tags/{id}`. */
export const deleteTagRoute = (app: HttpApp, { database, onAppended }: DeskDependencies): void => {
  app.route({
    method: 'DELETE',
    url: '/tags/:tag_id',
    config: { access: 'manage' },
    schema: {
      operationId: 'deleteTag',
      tags: ['Desk'],
      summary: 'Delete a tag',
      description: 'It is taken from all chats that have it.',
      params: Type.Object({ tag_id: IdParam }),
      response: { 204: Type.Null(), ...errorResponses(401, 404, 429, 503) },
    },
    handler: async ({ params, principal }, reply) => {
      await database.transaction().execute((tx) => deleteTag(tx, Number(params.tag_id), principal.actor))
      onAppended()
      return reply.code(204).send(null)
    },
  })
}
