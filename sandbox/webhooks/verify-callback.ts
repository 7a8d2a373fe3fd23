import { randomInt } from 'node:crypto'
import { request } from 'undici'
import { GraphError } from '../graph/graph-error.ts'
import type { Callback } from '../state/state.ts'
import { createCallbackAgent } from './callback-agent.ts'

const timeoutMs = 10_000

const failed = (reason: string): GraphError =>
  new GraphError(2200, reason, {
    message: `(#2200) Callback verification failed with the following errors: ${reason}`,
  })

/**
 * Asks a callback for the challenge before anything is sent there (Cloud API, webhooks: verification): it has
 * to answer 200 with the bare challenge, which it does only when it knows the verify token.
 */
export const verifyCallback = async ({ url, verifyToken }: Callback): Promise<void> => {
  const challenge = String(randomInt(1_000_000_000, 2_000_000_000))
  const target = new URL(url)
  target.searchParams.set('hub.mode', 'subscribe')
  target.searchParams.set('hub.challenge', challenge)
  target.searchParams.set('hub.verify_token', verifyToken)
  let status: number
  let answer: string
  const agent = createCallbackAgent(timeoutMs)
  try {
    const response = await request(target, {
      dispatcher: agent,
      signal: AbortSignal.timeout(timeoutMs),
    })
    status = response.statusCode
    answer = await response.body.text()
  } catch (error) {
    throw failed(`the callback did not answer (${error instanceof Error ? error.message : String(error)})`)
  } finally {
    await agent.destroy()
  }
  if (status !== 200) throw failed(`HTTP Status Code = ${status}`)
  if (answer.trim() !== challenge) throw failed('the callback did not answer with the challenge')
}
