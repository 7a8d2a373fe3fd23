import { Type } from 'typebox'
import { PublicError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { IntegrationParams } from '../../integrations/guard.ts'
import { awaitStored } from '../await-stored.ts'
import { serveFile } from '../serve.ts'
import type { MediaDependencies } from './get-media.ts'

/** `GET /files/{integration_id}/{media_id}`: a file by a link of ours, which stands for a token. */
export const showFileRoute = (
  app: HttpApp,
  { database, files, links, patienceMs }: MediaDependencies,
): void => {
  app.route({
    method: 'GET',
    url: '/files/:integration_id/:media_id',
    schema: {
      hide: true,
      params: Type.Object({ ...IntegrationParams.properties, media_id: Type.String() }),
      querystring: Type.Object({
        expires: Type.Optional(Type.String()),
        signature: Type.Optional(Type.String()),
      }),
    },
    handler: async (request, reply) => {
      const { integration_id, media_id: mediaId } = request.params
      const key = { integrationId: Number(integration_id), mediaId }
      if (!links.isValid(key, request.query)) throw badLink()
      return serveFile(request, reply, files, await awaitStored(database, key, patienceMs))
    },
  })
}

const badLink = (): PublicError =>
  new PublicError(
    404,
    'not_found',
    'This link is not valid, or not any more: links to files work for five minutes.',
  )
