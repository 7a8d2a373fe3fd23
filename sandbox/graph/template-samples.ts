import type { FastifyInstance } from 'fastify'
import type { Sandbox } from '../context.ts'
import { isTemplateSample } from '../media/drop-expired.ts'

export const samplePath = (mediaId: string): string => `/whatsapp_business/samples/${mediaId}`

/** The files of template headers' samples: open to everybody, like those of the real service. */
export const addTemplateSamples = (app: FastifyInstance, { state, mediaFolder }: Sandbox): void => {
  app.get<{ Params: { id: string } }>('/whatsapp_business/samples/:id', async (request, reply) => {
    const file = state.media.get(request.params.id)
    const isSample = file !== undefined && isTemplateSample(state, file.id)
    if (!file || !isSample) return reply.code(404).type('text/plain').send('')
    reply.header('content-type', file.mimeType).header('content-length', file.sizeBytes)
    return reply.send(mediaFolder.read(file.id))
  })
}
