import { readFileSync } from 'node:fs'
import type { SecretBox } from '../config/secret-box.ts'
import type { Claim, EndpointAccess } from './claim.ts'
import type { Poster, PostResult } from './post.ts'
import { delayAfter, readRetryAfter } from './schedule.ts'
import type { Settlement } from './settle.ts'
import { signatureHeaders } from './sign.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/** One request to an endpoint's receiver, signed at `at`. Undefined when `signal` broke it off. */
export const postTo = (
  { secrets, poster }: { secrets: SecretBox; poster: Poster },
  endpoint: EndpointAccess,
  messageId: string,
  body: string,
  at: Date,
  signal?: AbortSignal,
): Promise<PostResult | undefined> => {
  const token = endpoint.token_sealed ? secrets.open(endpoint.token_sealed) : undefined
  const headers = {
    'content-type': 'application/json',
    'user-agent': `Masa/${version}`,
    ...signatureHeaders(messageId, at, body, listSecrets(secrets, endpoint, at)),
    ...(token !== undefined && { authorization: `Bearer ${token}`, 'x-webhook-token': token }),
  }
  return poster.post({ url: endpoint.url, headers, body }, signal)
}

/** The secret, and for a day after a rotation the one before, too (promise 13). */
const listSecrets = (secrets: SecretBox, endpoint: EndpointAccess, at: Date): string[] => {
  const { secret_sealed, old_secret_sealed, old_secret_until } = endpoint
  const isOverlap = old_secret_sealed && old_secret_until && old_secret_until > at
  return [secret_sealed, ...(isOverlap ? [old_secret_sealed] : [])].map(secrets.open)
}

/** What is to be written of an attempt that began at `at` and has ended at `now`. */
export const settlementOf = (
  claim: Claim,
  at: Date,
  { durationMs, responseStatus, responseBody, retryAfter, error }: PostResult,
  now: number,
  random: number,
): Settlement => {
  const attempt = {
    integrationId: claim.integration_id,
    id: claim.id,
    endpointId: claim.endpoint_id,
    number: claim.attempts + 1,
    at,
    durationMs,
    responseStatus,
    responseBody,
    error,
  }
  if (error === undefined) return { ...attempt, status: 'succeeded' }
  const isThrottled = responseStatus === 429 || responseStatus === 503
  const delayMs = delayAfter(claim.tries + 1, random, isThrottled ? readRetryAfter(retryAfter, now) : 0)
  return delayMs === undefined
    ? { ...attempt, status: 'given_up' }
    : { ...attempt, status: 'failed', nextAttemptAt: new Date(now + delayMs) }
}
