import { callGraph } from './graph-call.ts'
import type { GraphCredentials, GraphUpstream } from './graph-upstream.ts'

export type SubscribeRequest = GraphCredentials & {
  wabaId: string
  /** Where this account's webhooks go instead of the app's own URL; at most 200 characters. */
  overrideCallbackUri?: string
  /** What Meta's GET challenge on that URL will carry; needed with it. */
  verifyToken?: string
}

/** Has Meta send the account's webhooks to the token's app. Throws `GraphRequestError`. */
export const subscribeApp = async (upstream: GraphUpstream, request: SubscribeRequest): Promise<void> => {
  const { overrideCallbackUri, verifyToken } = request
  await callGraph(upstream, request, {
    method: 'POST',
    id: request.wabaId,
    edge: 'subscribed_apps',
    body: overrideCallbackUri
      ? { override_callback_uri: overrideCallbackUri, verify_token: verifyToken }
      : undefined,
  })
}
