import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { DeskDependencies } from '../act.ts'
import { listTags, TagItem, tagItem } from '../tags.ts'

/** `GET /v1/tags`. */
export const listTagsRoute = (app: HttpApp, { database }: DeskDependencies): void => {
  app.route({
    method: 'GET',
    url: '/tags',
    schema: {
      operationId: 'listTags',
      tags: ['Desk'],
      summary: 'List tags',
      description: 'All of them, by name.',
      response: { 200: Type.Array(TagItem), ...errorResponses(401, 429, 503) },
    },
    handler: async () => (await listTags(database)).map(tagItem),
  })
}
