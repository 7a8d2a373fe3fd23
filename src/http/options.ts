import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify'
import { isPreflight } from './rate-limit.ts'
import { type RouteTable, unmatchedError } from './unmatched.ts'

/** Answers a plain OPTIONS with the path's methods; a browser's preflight goes on to CORS. */
export const answerOptions =
  (table: RouteTable) =>
  (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void => {
    const methods =
      request.method !== 'OPTIONS' || isPreflight(request) ? undefined : table.methodsOf(request)
    if (methods === undefined) done()
    else if (methods.length === 0) done(unmatchedError(request, table))
    else
      void reply
        .code(204)
        .header('allow', [...methods, 'OPTIONS'].join(', '))
        .send()
  }
