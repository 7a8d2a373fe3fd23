import { callGraph } from './graph-call.ts'
import type { GraphCredentials, GraphUpstream } from './graph-upstream.ts'
import { asId, asList, asRecord, asText, asWholeNumber } from './json-reading.ts'

/** What a token is good for (Graph API, debug_token). */
export type TokenInfo = {
  isValid: boolean
  /** The app that it was made for. */
  appId: string | undefined
  /** Undefined: never. */
  expiresAt: Date | undefined
  scopes: string[]
  /** Why it is not valid, in Meta's words. */
  reason: string | undefined
}

/** Asks Meta about the token with the token itself. Throws `GraphRequestError`, code 190 for one that it does not take. */
export const debugToken = async (
  upstream: GraphUpstream,
  { accessToken }: GraphCredentials,
): Promise<TokenInfo> => {
  const json = await callGraph(
    upstream,
    { accessToken },
    { method: 'GET', id: 'debug_token', query: { input_token: accessToken } },
  )
  const data = asRecord(json.data) ?? {}
  const expiresAt = asWholeNumber(data.expires_at)
  return {
    isValid: data.is_valid === true,
    appId: asId(data.app_id),
    expiresAt: expiresAt ? new Date(expiresAt * 1_000) : undefined,
    scopes: asList(data.scopes).flatMap((scope) => asText(scope) ?? []),
    reason: asText(asRecord(data.error)?.message),
  }
}
