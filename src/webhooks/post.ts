import { Agent } from 'undici'
import type { AddressGuard } from './address-guard.ts'
import { createGuardedConnector } from './connector.ts'
import { explainFailure, noAnswerWithin } from './explain-failure.ts'
import { readAnswer } from './read-answer.ts'
import type { ResolveName } from './resolve-name.ts'

/** What came of one request to a receiver. */
export type PostResult = {
  durationMs: number
  responseStatus?: number
  responseBody?: string
  /** The header `Retry-After`, as it came. */
  retryAfter?: string | undefined
  /** Undefined for a success: an answer of 2xx, whole and in time. */
  error?: string
}

/** Posts to receivers. */
export type Poster = {
  /** Never throws. Undefined when `signal` broke it off: what came of it is not known. */
  post(request: PostRequest, signal?: AbortSignal): Promise<PostResult | undefined>
  close(): Promise<void>
}

export type PostRequest = { url: string; headers: Record<string, string>; body: string }

type Options = {
  guard: AddressGuard
  /** For the whole: name, connection, request and answer. */
  timeoutMs?: number
  resolve?: ResolveName | undefined
}

/**
 * HTTP/1.1 alone, and as many connections as are asked for: requests that share one, or wait for one, would
 * have one receiver's silence delay another's delivery on the same host (promise 15).
 */
export const createPoster = ({ guard, timeoutMs = 15_000, resolve }: Options): Poster => {
  const agent = new Agent({
    connect: createGuardedConnector({ guard, timeoutMs, resolve }),
    allowH2: false,
    pipelining: 1,
    // The deadline is for the whole; a second clock would only be another truth.
    headersTimeout: 0,
    bodyTimeout: 0,
  })

  const exchange = async ({ url, headers, body }: PostRequest, signal: AbortSignal, result: PostResult) => {
    const { origin, pathname, search } = new URL(url)
    const path = `${pathname}${search}`
    const answer = await agent.request({ origin, path, method: 'POST', headers, body, signal })
    result.responseStatus = answer.statusCode
    result.retryAfter = answer.headers['retry-after']?.toString()
    result.responseBody = await readAnswer(answer.body)
    const error = explainStatus(answer.statusCode, answer.headers['location']?.toString())
    if (error !== undefined) result.error = error
  }

  return {
    post: async (request, signal) => {
      const startedAt = performance.now()
      const deadline = new AbortController()
      const timer = setTimeout(() => deadline.abort(), timeoutMs)
      const breakOff = (): void => deadline.abort()
      signal?.addEventListener('abort', breakOff)
      const result: PostResult = { durationMs: 0 }
      try {
        if (signal?.aborted) return undefined
        await exchange(request, deadline.signal, result)
      } catch (error) {
        if (signal?.aborted) return undefined
        const { hostname, port, protocol } = new URL(request.url)
        const context = { hostname, port: port || (protocol === 'https:' ? '443' : '80'), timeoutMs }
        result.error = deadline.signal.aborted ? noAnswerWithin(timeoutMs) : explainFailure(error, context)
      } finally {
        clearTimeout(timer)
        signal?.removeEventListener('abort', breakOff)
      }
      return { ...result, durationMs: Math.round(performance.now() - startedAt) }
    },
    close: () => agent.destroy(),
  }
}

/** Why an answer is no success: any 2xx is one, and redirects are not followed (promise 12). */
const explainStatus = (status: number, location: string | undefined): string | undefined => {
  if (status >= 200 && status < 300) return undefined
  if (status >= 300 && status < 400)
    return `The answer ${status} is a redirect${location === undefined ? '' : ` to ${toStorable(location)}`}, which is not followed. Give the address itself.`
  return `The answer was ${status}.`
}

/** Headers are bytes; what is no printable ASCII is left out. */
const toStorable = (header: string): string => header.replace(/[^ -~]/g, '').slice(0, 500)
