import { Type } from 'typebox'
import type { ContactDependencies } from '../../contacts/add-routes.ts'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { IdParam } from '../../http/id-param.ts'
import { ErasureItem, findErasure } from '../item.ts'

/** `GET /v1/erasures/{id}`. */
export const getErasureRoute = (app: HttpApp, { database }: ContactDependencies): void => {
  app.route({
    method: 'GET',
    url: '/erasures/:erasure_id',
    config: { access: 'administer' },
    schema: {
      operationId: 'getErasure',
      tags: ['Contacts'],
      summary: 'Get an erasure',
      description: 'How far a person is forgotten.',
      params: Type.Object({ erasure_id: IdParam }),
      response: { 200: ErasureItem, ...errorResponses(401, 404, 429, 503) },
    },
    handler: async ({ params }) => {
      const erasure = await findErasure(database, Number(params.erasure_id))
      if (!erasure) throw notFound()
      return erasure
    },
  })
}
