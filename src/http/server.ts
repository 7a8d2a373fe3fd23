import { randomBytes } from 'node:crypto'
import cookie from '@fastify/cookie'
import cors from '@fastify/cors'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Authenticator } from '../accounts/authenticator.ts'
import type { Principal } from '../accounts/principal.ts'
import type { Config } from '../config/config.ts'
import { PublicError } from '../error.ts'
import type { Integration, IntegrationDirectory } from '../integrations/directory.ts'
import { createIntegrationGuard } from '../integrations/guard.ts'
import type { Metrics } from '../metrics.ts'
import type { SharedLimits } from '../shared-limits.ts'
import { checkAccess } from './access.ts'
import type { HttpApp } from './app-type.ts'
import { MEGABYTE, registerBodies } from './bodies.ts'
import { createClientErrorHandler } from './client-error.ts'
import type { CsrfGuard } from './csrf.ts'
import { createErrorHandler } from './error-handler.ts'
import { createHttpsOnly } from './https-only.ts'
import { createIdentification, createSessionFinder } from './identify.ts'
import { registerOpenApi, serveOpenApi } from './openapi.ts'
import { answerOptions } from './options.ts'
import { createRateLimit } from './rate-limit.ts'
import { createSerializerBuilder } from './serializers.ts'
import { createRouteTable, unmatchedError } from './unmatched.ts'
import { refuseNul } from './validation.ts'

export type ServerDependencies = {
  config: Config
  logger: FastifyBaseLogger
  authenticator: Authenticator
  csrf: CsrfGuard
  /** Signs the cookies of sessions. */
  cookieKey: Buffer
  directory: IntegrationDirectory
  incomingDir: string
  /** Routes of the public API, below /v1. */
  addApiRoutes: (app: HttpApp) => void
  /** Meta's side, below /whatsapp: bodies as they come, no token. */
  addMetaRoutes: (app: HttpApp) => void
  /** Pages for people and the OpenAPI document. */
  addPageRoutes: (app: HttpApp) => void
  /** Whether a request that no route takes is for the web app's page. */
  isDeepLink: (request: FastifyRequest) => boolean
  showPage: (reply: FastifyReply) => Promise<FastifyReply>
  /** Health, readiness, metrics: over plain HTTP too. */
  addProbeRoutes: (app: HttpApp) => void
  metrics: Metrics
  limits: SharedLimits
}

/** A Fastify instance without routes that answers errors as the public API does. */
const createFastify = (config: Config, logger: FastifyBaseLogger): HttpApp => {
  const app = Fastify({
    // What Fastify tells of itself is no news to the operator; errors are.
    loggerInstance: logger.level === 'info' ? logger.child({}, { level: 'warn' }) : logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MEGABYTE,
    trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
    // No parameter has a pattern that a long one could slow down: what is too long for an id is a 404 like others.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 20_000 },
    rewriteUrl: ({ url = '/' }) => rewritePath(url),
    genReqId: createRequestIds(),
    // A logger for each request would cost a tenth of a send; errors name their request by themselves.
    childLoggerFactory: (parent: FastifyBaseLogger) => parent,
    ajv: {
      customOptions: {
        coerceTypes: true,
        useDefaults: true,
        removeAdditional: false,
        allErrors: true,
        allowUnionTypes: true,
        discriminator: true,
        verbose: true,
        keywords: ['x-form'],
      },
    },
    schemaController: { compilersFactory: { buildSerializer: createSerializerBuilder() } },
    https: config.secrets.tls ?? null,
    clientErrorHandler: createClientErrorHandler(config.publicUrl),
    forceCloseConnections: 'idle',
    requestTimeout: 300_000,
  } as object) as unknown as HttpApp
  app.setErrorHandler(createErrorHandler(config.publicUrl))
  return app
}

/** A server that answers how the process is, and nothing else. Not listening yet. */
export const createProbeServer = (
  config: Config,
  logger: FastifyBaseLogger,
  addProbeRoutes: (app: HttpApp) => void,
): HttpApp => {
  const app = createFastify(config, logger)
  app.setNotFoundHandler(() => {
    throw new PublicError(
      404,
      'not_found',
      'This process is a worker: the API is at those with the role api.',
    )
  })
  addProbeRoutes(app)
  return app
}

/** The Fastify instance with all that the conventions of the public API ask for. Not listening yet. */
export const createServer = async (dependencies: ServerDependencies): Promise<HttpApp> => {
  const { config, logger } = dependencies
  const app = createFastify(config, logger)
  app.decorateRequest('principal', null as unknown as Principal)
  app.decorateRequest('session', undefined)
  app.decorateRequest('integration', null as unknown as Integration)
  const table = createRouteTable()
  app.addHook('onRoute', table.add)
  const httpsOnly = createHttpsOnly(config.trustedProxies)
  app.setNotFoundHandler((request, reply) => {
    if (!dependencies.isDeepLink(request)) throw unmatchedError(request, table)
    httpsOnly(request, reply, (error) => {
      if (error) throw error
    })
    return dependencies.showPage(reply)
  })
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    dependencies.metrics.observeRequest(request.method, route, reply.statusCode, reply.elapsedTime / 1_000)
    done()
  })
  await registerOpenApi(app, config.publicUrl)

  await app.register(
    async (scope) => {
      const v1 = scope as unknown as HttpApp
      v1.addHook('onRequest', (_request, reply, done) => {
        reply.header('x-content-type-options', 'nosniff')
        done()
      })
      await v1.register(cookie, { secret: dependencies.cookieKey, hook: false })
      v1.addHook('onRequest', createSessionFinder(dependencies.authenticator))
      if (config.rateLimit > 0)
        v1.addHook('onRequest', createRateLimit(dependencies.limits, config.rateLimit))
      v1.addHook('onRequest', httpsOnly)
      v1.addHook('onRequest', answerOptions(table))
      await v1.register(cors, {
        origin: '*',
        methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
        exposedHeaders: EXPOSED_HEADERS,
        maxAge: 86_400,
      })
      v1.addHook('onRequest', createIdentification(dependencies.authenticator, dependencies.csrf))
      v1.addHook('preParsing', createIntegrationGuard(dependencies.directory))
      v1.addHook('preParsing', checkAccess)
      await registerBodies(v1, dependencies.incomingDir)
      v1.addHook('preHandler', refuseNul)
      v1.setNotFoundHandler((request) => {
        throw unmatchedError(request, table)
      })
      dependencies.addApiRoutes(v1)
    },
    { prefix: '/v1' },
  )
  await app.register(async (scope) => {
    scope.addHook('onRequest', createHttpsOnly(config.trustedProxies, { isSilentLoopbackFine: true }))
    dependencies.addMetaRoutes(scope as unknown as HttpApp)
  })
  await app.register(async (scope) => {
    scope.addHook('onRequest', httpsOnly)
    serveOpenApi(scope as unknown as HttpApp)
    dependencies.addPageRoutes(scope as unknown as HttpApp)
  })
  dependencies.addProbeRoutes(app)
  return app
}

/**
 * The pagination example of the documentation uses /api/v1: it is the same tree. A path whose percent signs
 * mean nothing names nothing: it becomes one that does not exist, so that the conventions hold for it, too.
 */
const rewritePath = (url: string): string => {
  const own = /^\/api\/v1(?=[/?]|$)/.test(url) ? url.slice(4) : url
  return own.includes('%') && !isDecodable(own) ? own.replaceAll('%', '-') : own
}

const isDecodable = (url: string): boolean => {
  try {
    decodeURI(url.split('?', 1)[0]!)
    return true
  } catch {
    return false
  }
}

/** Unlike those of other processes and of earlier starts, so that a log can be searched for one. */
const createRequestIds = (): (() => string) => {
  const prefix = randomBytes(6).toString('base64url')
  let count = 0
  return () => {
    count += 1
    return `${prefix}-${count.toString(36)}`
  }
}

const EXPOSED_HEADERS = [
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'Link',
  'Retry-After',
  'Idempotency-Replayed',
]
