import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createPageFiles, type PageFile } from './page-files.ts'

/** The import map stands within the page, where browsers want it; its hash lets the policy pass it. */
const hashInlineScript = ({ bytes }: PageFile): string => {
  const script = /<script type="importmap">(.*?)<\/script>/s.exec(bytes.toString())?.[1] ?? ''
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`
}

/** The sandbox's own files and nothing else: no other host, no style or script within the page, no frame. */
const createHeaders = (index: PageFile): Record<string, string> => ({
  'content-security-policy': [
    "default-src 'none'",
    `script-src 'self' ${hashInlineScript(index)}`,
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
})

const send = (request: FastifyRequest, reply: FastifyReply, file: PageFile): FastifyReply => {
  reply.header('etag', file.etag).header('cache-control', 'no-cache')
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send()
  return reply.type(file.type).send(file.bytes)
}

/** `/` and `/receiver`, the phone and the shop's receiver, and the files that they are made of. */
export const servePage = (app: FastifyInstance): void => {
  const findFile = createPageFiles()
  const index = findFile('page/index.html')!
  const headers = createHeaders(index)
  for (const path of ['/', '/receiver']) {
    app.get(path, async (request, reply) => send(request, reply.headers(headers), index))
  }
  for (const folder of ['page', 'lit-html']) {
    app.get<{ Params: { '*': string } }>(`/${folder}/*`, async (request, reply) => {
      const file = findFile(`${folder}/${request.params['*']}`)
      if (!file) return reply.code(404).type('text/plain').send('')
      return send(request, reply.headers(headers), file)
    })
  }
}
