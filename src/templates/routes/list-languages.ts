import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { languages } from '../languages.ts'

/** `GET /v1/languages`: what `language_id` may be. */
export const listLanguagesRoute = (app: HttpApp): void => {
  app.route({
    method: 'GET',
    url: '/languages',
    schema: {
      operationId: 'listLanguages',
      tags: ['Templates'],
      summary: 'List languages',
      description:
        'All languages that a template may be written in, with the ids by which requests name them. They never change.',
      response: {
        200: Type.Array(
          Type.Object({
            id: Type.Integer({ examples: [2] }),
            code: Type.String({ description: "Meta's code.", examples: ['tr'] }),
            name: Type.String({ description: 'Its own name.', examples: ['Türkçe'] }),
          }),
        ),
        ...errorResponses(401, 429, 503),
      },
    },
    handler: async () => languages.map(({ id, code, label }) => ({ id, code, name: label })),
  })
}
