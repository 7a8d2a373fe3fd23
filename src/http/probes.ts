import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { type Config, createNetworkList } from '../config/config.ts'
import type { Database } from '../database/database.ts'
import { isMigrated } from '../database/migrate.ts'
import { PublicError } from '../error.ts'
import type { Metrics } from '../metrics.ts'
import type { HttpApp } from './app-type.ts'

type ProbeDependencies = {
  database: Database
  metrics: Pick<Metrics, 'registry'>
  config: Pick<Config, 'secrets'>
}

/** `/healthz` (the process answers), `/readyz` (it can work), `/metrics` (Prometheus). Plain HTTP will do. */
export const probeRoutes = (
  app: HttpApp,
  { database, metrics: { registry }, config: { secrets } }: ProbeDependencies,
): void => {
  const { metricsToken } = secrets
  app.route({
    method: 'GET',
    url: '/healthz',
    schema: { hide: true },
    handler: async () => ({ status: 'ok' }),
  })
  app.route({
    method: 'GET',
    url: '/readyz',
    schema: { hide: true },
    handler: async (_request, reply) => {
      const problem = await findProblem(database)
      if (problem === undefined) return { status: 'ready' }
      return reply.code(503).header('retry-after', '5').send({ status: 'not ready', reason: problem })
    },
  })
  app.route({
    method: 'GET',
    url: '/metrics',
    schema: { hide: true },
    handler: async (request, reply) => {
      if (!mayReadMetrics(request, metricsToken))
        throw new PublicError(
          403,
          'access_denied',
          'Metrics need the token of MASA_METRICS_TOKEN; without one, loopback.',
        )
      return reply.type(registry.contentType).send(await registry.metrics())
    },
  })
}

const findProblem = async (database: Database): Promise<string | undefined> => {
  try {
    await sql`select 1`.execute(database)
  } catch {
    return 'The database cannot be reached.'
  }
  return (await isMigrated(database)) ? undefined : 'The database is not migrated to this version.'
}

const loopback = createNetworkList(['127.0.0.0/8', '::1'])

/** A proxy on the same machine makes everybody look like loopback: then its word of the client counts. */
const mayReadMetrics = (request: FastifyRequest, token: string | undefined): boolean => {
  if (token === undefined) return loopback.has(request.ip) && request.headers['x-forwarded-for'] === undefined
  const given = request.headers.authorization?.replace(/^Bearer\s+/i, '') ?? ''
  return timingSafeEqual(digest(given), digest(token))
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
