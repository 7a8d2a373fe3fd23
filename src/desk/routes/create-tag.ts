import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { DeskDependencies } from '../act.ts'
import { insertTag, TagColor, TagItem, TagName, tagItem } from '../tags.ts'
import { refuseTakenName } from '../unique-name.ts'

/** `POST /v1/tags`. */
export const createTagRoute = (app: HttpApp, { database, onAppended }: DeskDependencies): void => {
  app.route({
    method: 'POST',
    url: '/tags',
    config: { access: 'manage' },
    schema: {
      operationId: 'createTag',
      tags: ['Desk'],
      summary: 'Create a tag',
      description: 'Agents make one by naming it on a chat.',
      body: Type.Object({ name: TagName, color: Type.Optional(TagColor) }),
      response: { 201: TagItem, ...errorResponses(400, 401, 413, 415, 422, 429, 503) },
    },
    handler: async ({ body, principal }, reply) => {
      const tag = await refuseTakenName(
        database.transaction().execute((tx) => insertTag(tx, body, principal.actor)),
      )
      onAppended()
      return reply.code(201).send(tagItem(tag))
    },
  })
}
