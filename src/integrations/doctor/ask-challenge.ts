import { randomInt } from 'node:crypto'
import { Agent } from 'undici'
import { createAddressGuard } from '../../webhooks/address-guard.ts'
import { createGuardedConnector } from '../../webhooks/connector.ts'
import { explainFailure } from '../../webhooks/explain-failure.ts'
import { readAnswer } from '../../webhooks/read-answer.ts'

type Question = {
  url: string
  verifyToken: string
  /** Networks and host names besides the public ones. */
  allow: string[]
  /** Origins of the operator's own, wherever they lie. */
  allowedOrigins: string[]
  timeoutMs: number
}

/**
 * Asks a webhook address for the challenge, as Meta does before it sends anything there (Cloud API, webhooks:
 * verification). Answers what is wrong, in a sentence; undefined when it gave the bare challenge.
 */
export const askChallenge = async (question: Question): Promise<string | undefined> => {
  const { verifyToken, timeoutMs } = question
  const challenge = String(randomInt(1_000_000_000, 2_000_000_000))
  const url = new URL(question.url)
  url.searchParams.set('hub.mode', 'subscribe')
  url.searchParams.set('hub.challenge', challenge)
  url.searchParams.set('hub.verify_token', verifyToken)
  const agent = new Agent({
    connect: createGuardedConnector({ guard: createAddressGuard(question), timeoutMs }),
    allowH2: false,
  })
  try {
    const { origin, pathname, search } = url
    const signal = AbortSignal.timeout(timeoutMs)
    const answer = await agent.request({ origin, path: `${pathname}${search}`, method: 'GET', signal })
    const text = await readAnswer(answer.body)
    if (answer.statusCode !== 200) return `The answer was ${answer.statusCode}.`
    return text.trim() === challenge ? undefined : 'The answer was 200, but not the challenge.'
  } catch (error) {
    const { hostname, port, protocol } = url
    return explainFailure(error, {
      hostname,
      port: port || (protocol === 'https:' ? '443' : '80'),
      timeoutMs,
    })
  } finally {
    await agent.destroy()
  }
}
