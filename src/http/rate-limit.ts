import type { FastifyReply, FastifyRequest } from 'fastify'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { tooManyRequests } from '../error.ts'

/**
 * The documented limit: `perMinute` requests a client address, invalid ones included, told in three headers
 * (Desk360 API, "Rate limit"). Preflights are not counted.
 */
export const createRateLimit = (perMinute: number) => {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (isPreflight(request)) return
    const state = await limiter.consume(request.ip).catch((refused: unknown) => {
      if (refused instanceof RateLimiterRes) return refused
      throw refused
    })
    const resetAt = Math.ceil((Date.now() + state.msBeforeNext) / 1_000)
    reply.headers({
      'x-ratelimit-limit': perMinute,
      'x-ratelimit-remaining': Math.max(0, state.remainingPoints),
      'x-ratelimit-reset': resetAt,
    })
    if (state.consumedPoints > perMinute) throw tooManyRequests(state.msBeforeNext)
  }
}

export const isPreflight = ({ method, headers }: FastifyRequest): boolean =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
