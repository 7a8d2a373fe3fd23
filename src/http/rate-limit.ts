import type { FastifyReply, FastifyRequest } from 'fastify'
import type { RateLimiterAbstract } from 'rate-limiter-flexible'
import { tooManyRequests } from '../error.ts'
import { createRequestCount } from './count-requests.ts'

/**
 * The documented limit: `perMinute` requests a client address, invalid ones included, told in three headers
 * (Desk360 API, "Rate limit"). Preflights are not counted. The limiter is shared by all processes.
 */
export const createRateLimit = (limiter: RateLimiterAbstract) => {
  const perMinute = limiter.points
  const count = createRequestCount(limiter)
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (isPreflight(request)) return
    const { number, msBeforeNext } = await count(request.ip)
    const resetAt = Math.ceil((Date.now() + msBeforeNext) / 1_000)
    reply.headers({
      'x-ratelimit-limit': perMinute,
      'x-ratelimit-remaining': Math.max(0, perMinute - number),
      'x-ratelimit-reset': resetAt,
    })
    if (number > perMinute) throw tooManyRequests(msBeforeNext)
  }
}

export const isPreflight = ({ method, headers }: FastifyRequest): boolean =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
