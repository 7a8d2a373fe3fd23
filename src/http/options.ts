import type { FastifyReply, FastifyRequest } from 'fastify'
import { isPreflight } from './rate-limit.ts'
import { type RouteTable, unmatchedError } from './unmatched.ts'

/** Answers a plain OPTIONS with the path's methods; a browser's preflight goes on to CORS. */
export const answerOptions =
  (table: RouteTable) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (request.method !== 'OPTIONS' || isPreflight(request)) return
    const methods = table.methodsOf(request)
    if (methods.length === 0) throw unmatchedError(request, table)
    await reply
      .code(204)
      .header('allow', [...methods, 'OPTIONS'].join(', '))
      .send()
  }
