import type { FastifyReply, FastifyRequest } from 'fastify'
import { tooManyRequests } from '../error.ts'
import type { SharedLimits } from '../shared-limits.ts'
import { createRequestCount } from './count-requests.ts'

/**
 * Requests a minute of one session. A person at work makes some hundred, and a whole team often has one address: they
 * neither use up what its programs may do, nor each other's.
 */
const PER_SESSION = 1_200

/**
 * The documented limit: `perMinute` requests a client address, invalid ones included, told in three headers
 * (Desk360 API, "Rate limit"). Preflights are not counted. The counts are shared by all processes.
 */
export const createRateLimit = (limits: SharedLimits, perMinute: number) => {
  const ofAddress = createCount(limits, 'requests', perMinute)
  const ofSession = createCount(limits, 'session-requests', Math.max(PER_SESSION, perMinute))
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (isPreflight(request)) return
    const { session, ip } = request
    const { allowed, count } = session ? ofSession : ofAddress
    const { number, msBeforeNext } = await count(session ? String(session.tokenId) : ip)
    const resetAt = Math.ceil((Date.now() + msBeforeNext) / 1_000)
    reply.headers({
      'x-ratelimit-limit': allowed,
      'x-ratelimit-remaining': Math.max(0, allowed - number),
      'x-ratelimit-reset': resetAt,
    })
    if (number > allowed) throw tooManyRequests(msBeforeNext)
  }
}

const createCount = (limits: SharedLimits, name: string, allowed: number) => ({
  allowed,
  count: createRequestCount(limits.create(name, allowed)),
})

export const isPreflight = ({ method, headers }: FastifyRequest): boolean =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
