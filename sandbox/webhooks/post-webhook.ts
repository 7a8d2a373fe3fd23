import { type Agent, request } from 'undici'
import { signBody } from './sign.ts'

/** `taken`: answered with 200; `refused`: answered with anything else, or not in time; `unreachable`: nobody listens there. */
export type Outcome = 'taken' | 'refused' | 'unreachable'

const unreachableCodes = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
])

const isUnreachable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && unreachableCodes.has(String(error.code))

/** Posts a signed webhook. Redirects are not followed: they count as a refusal. */
export const postWebhook = async (
  agent: Agent,
  url: string,
  appSecret: string,
  json: string,
  signal: AbortSignal,
): Promise<Outcome> => {
  const body = Buffer.from(json, 'latin1')
  try {
    const response = await request(url, {
      dispatcher: agent,
      method: 'POST',
      signal,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'facebookexternalua',
        'x-hub-signature-256': signBody(appSecret, body),
      },
      body,
    })
    await response.body.dump()
    return response.statusCode === 200 ? 'taken' : 'refused'
  } catch (error) {
    return isUnreachable(error) ? 'unreachable' : 'refused'
  }
}
