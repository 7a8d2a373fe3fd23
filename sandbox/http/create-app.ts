import fastifyMultipart from '@fastify/multipart'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import type { Sandbox } from '../context.ts'
import { addControlRoutes } from '../control/routes.ts'
import { addGraphRoutes } from '../graph/routes.ts'
import { maxFileBytes } from '../media/media-kinds.ts'
import { addReceiver } from '../receiver/routes.ts'
import { addBodyParsers } from './body.ts'
import { servePage } from './serve-page.ts'

/** A little over the largest file, so that one is refused in the words of the Graph API. */
const maxPartBytes = maxFileBytes + 1024 * 1024

declare module 'fastify' {
  interface FastifyRequest {
    /** The version in the path, `v25.0`. */
    graphVersion: string
  }
}

/** The Graph API answers under any version and under none (Cloud API, ground rules). */
const versionPrefix = /^\/v\d{1,3}\.\d{1,2}(?=\/|$)/

const usualVersion = 'v25.0'

const readVersion = ({ originalUrl }: FastifyRequest): string =>
  versionPrefix.exec(originalUrl)?.[0].slice(1) ?? usualVersion

const localName = '(?:localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1\\])(?::\\d+)?'
const localHost = new RegExp(`^${localName}$`, 'i')
const localOrigin = new RegExp(`^https?://${localName}$`, 'i')

/**
 * Whether a request comes from this machine's own programs and pages. Another host is named by a page in
 * somebody's browser whose name was pointed at the loopback address, to read the credentials; another origin,
 * by a page that posts here without being asked.
 */
const isLocal = ({ headers: { host, origin } }: FastifyRequest): boolean =>
  host !== undefined && localHost.test(host) && (origin === undefined || localOrigin.test(origin))

/** The HTTP side of the sandbox: the Graph API's routes, `/_sandbox`, the pages and the shop's receiver. */
export const createApp = async (sandbox: Sandbox): Promise<FastifyInstance> => {
  const app = Fastify({
    logger: false,
    bodyLimit: 4 * 1024 * 1024,
    forceCloseConnections: true,
    rewriteUrl: (request) => (request.url ?? '/').replace(versionPrefix, '') || '/',
    routerOptions: { maxParamLength: 1000, ignoreTrailingSlash: true },
  })
  app.decorateRequest('graphVersion', '')
  addBodyParsers(app)
  await app.register(fastifyMultipart, { limits: { fileSize: maxPartBytes, files: 1, fieldSize: 100_000 } })

  app.addHook('onRequest', async (request, reply) => {
    if (!isLocal(request))
      return reply.code(403).send({ error: { message: 'The sandbox is for this machine only.' } })
    request.graphVersion = readVersion(request)
    reply.header('facebook-api-version', request.graphVersion)
    reply.header('x-fb-trace-id', Math.random().toString(36).slice(2))
  })

  servePage(app)
  await app.register(async (scope) => addReceiver(scope, sandbox))
  await app.register(async (scope) => addControlRoutes(scope, sandbox))
  await app.register(async (scope) => addGraphRoutes(scope, sandbox))
  return app
}
