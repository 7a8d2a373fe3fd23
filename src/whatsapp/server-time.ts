import { exchange } from './graph-exchange.ts'
import { GraphRequestError } from './graph-request-error.ts'
import type { GraphUpstream } from './graph-upstream.ts'

/**
 * Meta's clock, to the second, by the Date of any answer: this one is an error, since it asks for nothing and has no
 * token. Undefined when the answer has none. Throws `GraphRequestError`.
 */
export const askServerTime = async (upstream: GraphUpstream): Promise<Date | undefined> => {
  const answer = await exchange(upstream.calls, upstream.origin, {
    method: 'GET',
    path: `${upstream.basePath}/me`,
    headers: [],
    timeoutMs: upstream.timeouts.requestMs,
  })
  if (answer.kind !== 'answered') throw new GraphRequestError(answer)
  const at = new Date(String(answer.headers['date']))
  return Number.isNaN(at.getTime()) ? undefined : at
}
