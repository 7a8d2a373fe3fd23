import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HttpApp } from '../../http/app-type.ts'
import { originOf } from '../../http/origin.ts'
import type { OpenApiDocument } from '../document.ts'
import { renderPage } from '../page.ts'

/** Nothing but this server's own files, no script or style within the page, in no frame. */
const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

const ASSETS = [
  { name: 'docs.css', type: 'text/css; charset=utf-8', file: new URL('../assets/docs.css', import.meta.url) },
  {
    name: 'docs.js',
    type: 'text/javascript; charset=utf-8',
    file: new URL('../assets/docs.js', import.meta.url),
  },
  { name: 'icon.svg', type: 'image/svg+xml', file: new URL('../assets/icon.svg', import.meta.url) },
]

/** Renderings that are kept: one per host name under which the server is reached, and those are few. */
const MAX_RENDERINGS = 8

type Rendering = { plain: Buffer; zipped: Buffer; etag: string }

/** The public address where the operator set one, and the sandbox's. */
type Addresses = { publicUrl: string | undefined; sandboxUrl: string }

/** `GET /docs`: the documentation page, made from the OpenAPI document when it is first asked for. */
export const showDocsRoute = (app: HttpApp, { publicUrl, sandboxUrl }: Addresses): void => {
  const urls: Record<string, string> = {}
  for (const { name, type, file } of ASSETS) {
    const rendering = prepare(readFileSync(file))
    urls[name] = `/docs/assets/${name}?v=${rendering.etag.replace(/\W/g, '')}`
    app.route({
      method: 'GET',
      url: `/docs/assets/${name}`,
      schema: { hide: true },
      // Its address changes with its content.
      handler: (request, reply) =>
        send(
          request,
          reply.type(type).header('cache-control', 'public, max-age=31536000, immutable'),
          rendering,
        ),
    })
  }
  const assets = { css: urls['docs.css']!, js: urls['docs.js']!, icon: urls['icon.svg']! }

  const renderings = new Map<string, Rendering>()
  const renderFor = (origin: string): Rendering => {
    const known = renderings.get(origin)
    if (known) return known
    if (renderings.size >= MAX_RENDERINGS) renderings.clear()
    const page = renderPage(app.swagger() as OpenApiDocument, { origin, sandboxUrl }, assets)
    const rendering = prepare(Buffer.from(page))
    renderings.set(origin, rendering)
    return rendering
  }
  app.route({
    method: 'GET',
    url: '/docs',
    schema: { hide: true },
    handler: (request, reply) =>
      send(
        request,
        reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache'),
        renderFor(originOf(request, publicUrl)),
      ),
  })
}

const prepare = (plain: Buffer): Rendering => ({
  plain,
  zipped: gzipSync(plain, { level: 9 }),
  // Weak, since the zipped bytes are others.
  etag: `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
})

const send = (
  request: FastifyRequest,
  reply: FastifyReply,
  { plain, zipped, etag }: Rendering,
): FastifyReply => {
  reply.headers({ ...SECURITY_HEADERS, etag, vary: 'accept-encoding' })
  if (hasTag(request.headers['if-none-match'], etag)) return reply.code(304).send()
  return takesGzip(request) ? reply.header('content-encoding', 'gzip').send(zipped) : reply.send(plain)
}

const hasTag = (header: string | undefined, etag: string): boolean =>
  header?.split(',').some((tag) => tag.trim() === etag || tag.trim() === '*') ?? false

const takesGzip = (request: FastifyRequest): boolean =>
  /(^|,)\s*gzip\s*(;\s*q=(1|0?\.\d*[1-9]))?\s*(,|$)/.test(String(request.headers['accept-encoding'] ?? ''))
