import { Type } from 'typebox'
import type { Database } from '../../database/database.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { originOf } from '../../http/origin.ts'
import { IntegrationParams } from '../../integrations/guard.ts'
import { awaitStored } from '../await-stored.ts'
import type { FileLinks } from '../links.ts'
import { filenameOf, serveFile } from '../serve.ts'
import type { MediaStore } from '../store.ts'

export type MediaDependencies = {
  database: Database
  files: MediaStore
  links: FileLinks
  publicUrl: string | undefined
  /** How long a request waits for a file that is being fetched. */
  patienceMs: number
}

const BYTES = {
  'application/octet-stream': { schema: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }) },
}

const MediaInfo = Type.Object({
  id: Type.String({ examples: ['4f1c7d0a6be2935d8c0e1f7a2b3c4d5e6f70'] }),
  mime_type: Type.String({ examples: ['image/jpeg'] }),
  sha256: Type.String({
    description: 'In hexadecimal digits; in the content of a message it is in base64, as WhatsApp writes it.',
    examples: ['92b2fa58028958317e408bd84ecfa70f5ee35b121991dbc232c49d166353708b'],
  }),
  file_size: Type.Integer({ description: 'In bytes.', examples: [48_213] }),
  filename: Type.String({ examples: ['photo.jpg'] }),
  url: Type.String({ description: 'Works for five minutes, without a token.' }),
})

/** `GET …/messages/media/{media_id}`: a file that was sent or received. */
export const getMediaRoute = (app: HttpApp, dependencies: MediaDependencies): void => {
  const { database, files, links, publicUrl, patienceMs } = dependencies
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/conversations/messages/media/:media_id',
    config: { isHistory: true },
    schema: {
      operationId: 'getMedia',
      tags: ['Messages'],
      summary: 'Get a file',
      description:
        'The bytes of a file that was sent or received, with its type and name; a part of them with `Range` (206; 416 where the file has no such part). With `Accept: application/json` alone what is known of it, and a link that works for five minutes without a token.',
      headers: Type.Object({
        range: Type.Optional(
          Type.String({
            description: 'The part to answer with, as HTTP has it.',
            examples: ['bytes=0-1023'],
          }),
        ),
      }),
      params: Type.Object({
        ...IntegrationParams.properties,
        media_id: Type.String({
          description: "The id in a message's content.",
          examples: ['4f1c7d0a6be2935d8c0e1f7a2b3c4d5e6f70'],
        }),
      }),
      response: {
        200: {
          description: 'The file',
          content: { ...BYTES, 'application/json': { schema: MediaInfo } },
        },
        206: { description: 'The part that `Range` asked for; `Content-Range` says which', content: BYTES },
        ...errorResponses(401, 404, 416, 429, 503),
      },
    },
    handler: async (request, reply) => {
      const key = { integrationId: request.integration.id, mediaId: request.params.media_id }
      const media = await awaitStored(database, key, patienceMs)
      if (!isJsonWanted(request.headers.accept)) return serveFile(request, reply, files, media)
      return reply.type('application/json; charset=utf-8').send({
        id: media.id,
        mime_type: media.mimeType,
        sha256: media.sha256.toString('hex'),
        file_size: media.sizeBytes,
        filename: filenameOf(media),
        url: originOf(request, publicUrl) + links.pathOf(key),
      })
    },
  })
}

/** Many programs say by habit that they take JSON among other things; they mean the file. */
const isJsonWanted = (accept = ''): boolean => /^application\/json\s*(;[^,]*)?$/i.test(accept.trim())
