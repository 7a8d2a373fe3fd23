import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Database } from '../database/database.ts'
import { idempotencyOf } from '../http/idempotency-key.ts'
import { requireActive } from '../integrations/guard.ts'
import type { Accepted } from './accept.ts'
import { findReplay } from './idempotency.ts'
import type { Idempotency } from './message.ts'

/**
 * The frame of every request that sends: a request that was answered under this key gets the stored answer,
 * whatever has changed since; a number that may not send is refused; else `send` checks and stores.
 * `path` is the route for the key, other spellings folded into one.
 */
export const sendOnce = async <Answer extends object>(
  database: Database,
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
  send: (idempotency: Idempotency | undefined) => Promise<Accepted<Answer>>,
): Promise<Answer> => {
  const idempotency = idempotencyOf(request, path)
  const stored = idempotency && (await findReplay(database, idempotency))
  if (stored) return replay(reply, stored as Answer)
  requireActive(request.integration)
  const { answer, isReplay } = await send(idempotency)
  return isReplay ? replay(reply, answer) : answer
}

const replay = <Answer>(reply: FastifyReply, answer: Answer): Answer => {
  reply.header('idempotency-replayed', 'true')
  return answer
}
