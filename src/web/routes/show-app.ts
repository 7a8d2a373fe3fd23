import { randomBytes } from 'node:crypto'
import { mime, send } from '@fastify/send'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import type { WebFiles } from '../files.ts'
import { securityHeaders } from '../headers.ts'

/** The web app once it is built; undefined where the build failed. A request waits for it. */
export type WebApp = Promise<WebFiles | undefined>

/** `GET /`, and the files that the page loads: `GET /assets/{name}`, whose names change with their contents. */
export const showAppRoutes = (app: HttpApp, web: WebApp): void => {
  app.route({
    method: 'GET',
    url: '/',
    schema: { hide: true },
    handler: (_request, reply) => showPage(reply, web),
  })
  app.route({
    method: 'GET',
    url: '/assets/:name',
    schema: { hide: true, params: Type.Object({ name: Type.String() }) },
    handler: async (request, reply) => showAsset(request, reply, await web, request.params.name),
  })
}

/**
 * A person's browser that goes to an address of the web app's own, such as `/inbox/mine/11/7`: the page finds the way
 * by itself. Everything else that no route takes stays a 404 of the API.
 */
export const isDeepLink = ({ method, url, headers }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  /\btext\/html\b/.test(headers.accept ?? '') &&
  !/^\/(v1|api|docs|assets|files|whatsapp|healthz|readyz|metrics|openapi\.json)(?=[/?]|$)/.test(url) &&
  !/\.\w+$/.test(url.split('?', 1)[0]!)

export const showPage = async (reply: FastifyReply, web: WebApp): Promise<FastifyReply> => {
  const files = await web
  // A nonce is good for one answer, so none may be kept.
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store')
  if (!files) return reply.code(503).headers(securityHeaders()).send(NOT_BUILT)
  const nonce = randomBytes(16).toString('base64')
  return reply.headers(securityHeaders(nonce)).send(files.page.replaceAll('__NONCE__', nonce))
}

const NOT_BUILT = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Masa</title>
<h1>The web app is not there</h1>
<p>It could not be built when Masa was started; the program's output says why. The API works:
see its <a href="/docs">documentation</a>.</p>
`

const showAsset = async (
  request: FastifyRequest,
  reply: FastifyReply,
  files: WebFiles | undefined,
  name: string,
): Promise<FastifyReply> => {
  const found = files?.find(name, String(request.headers['accept-encoding'] ?? ''))
  if (!files || !found) throw notFound()
  const { statusCode, headers, stream } = await send(request.raw, `/${found.path}`, {
    root: files.root,
    cacheControl: true,
    maxAge: '365d',
    immutable: true,
    contentType: false,
    index: false,
    acceptRanges: false,
  })
  return reply
    .code(statusCode)
    .headers(headers)
    .headers({
      ...securityHeaders(),
      'content-type': contentTypeOf(name),
      vary: 'accept-encoding',
      ...(found.encoding && { 'content-encoding': found.encoding }),
    })
    .send(stream)
}

const contentTypeOf = (name: string): string => {
  // RFC 9239; the list that comes along still has the name of before.
  const type = name.endsWith('.js') ? 'text/javascript' : (mime.getType(name) ?? 'application/octet-stream')
  return /^text\/|json|svg/.test(type) ? `${type}; charset=utf-8` : type
}
