import { callGraph, listGraph } from './graph-call.ts'
import type { GraphCredentials, GraphUpstream } from './graph-upstream.ts'
import { asId, asList, asRecord, asText } from './json-reading.ts'

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

/** The ids of the apps that get the account's webhooks. Throws `GraphRequestError`. */
export const listSubscribedApps = async (
  upstream: GraphUpstream,
  request: GraphCredentials & { wabaId: string },
): Promise<string[]> => {
  const ids: string[] = []
  for await (const object of listGraph(upstream, request, { id: request.wabaId, edge: 'subscribed_apps' })) {
    const id = asId(asRecord(object.whatsapp_business_api_data)?.id)
    if (id !== undefined) ids.push(id)
  }
  return ids
}

/**
 * The fields of webhooks that an app is subscribed to, for all accounts; none when it has no webhook at all. Asked
 * by the app itself, so with its secret (Graph API, app subscriptions). Throws `GraphRequestError`.
 */
export const listSubscribedFields = async (
  upstream: GraphUpstream,
  { appId, appSecret }: { appId: string; appSecret: string },
): Promise<string[]> => {
  const pages = listGraph(
    upstream,
    { accessToken: `${appId}|${appSecret}` },
    { id: appId, edge: 'subscriptions' },
  )
  const fields: string[] = []
  for await (const { object, active, fields: listed } of pages)
    if (object === 'whatsapp_business_account' && active !== false)
      fields.push(...asList(listed).flatMap((field) => asText(asRecord(field)?.name) ?? asText(field) ?? []))
  return fields
}
