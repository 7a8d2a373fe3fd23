import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { IdParam } from '../../http/id-param.ts'
import type { DeskDependencies } from '../act.ts'
import { TagColor, TagItem, TagName, tagItem, updateTag } from '../tags.ts'
import { refuseTakenName } from '../unique-name.ts'

/** `PUT /v1/tags/{id}`. */
export const changeTagRoute = (app: HttpApp, { database, onAppended }: DeskDependencies): void => {
  app.route({
    method: 'PUT',
    url: '/tags/:tag_id',
    config: { access: 'manage' },
    schema: {
      operationId: 'changeTag',
      tags: ['Desk'],
      summary: 'Change a tag',
      description: 'All chats that have it show it so.',
      params: Type.Object({ tag_id: IdParam }),
      body: Type.Object({ name: Type.Optional(TagName), color: Type.Optional(TagColor) }),
      response: { 200: TagItem, ...errorResponses(400, 401, 404, 413, 415, 422, 429, 503) },
    },
    handler: async ({ params, body, principal }) => {
      const tag = await refuseTakenName(
        database.transaction().execute((tx) => updateTag(tx, Number(params.tag_id), body, principal.actor)),
      )
      onAppended()
      return tagItem(tag)
    },
  })
}
