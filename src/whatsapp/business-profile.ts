import { callGraph } from './graph-call.ts'
import type { GraphCredentials, GraphUpstream } from './graph-upstream.ts'
import { asList, asRecord, asText } from './json-reading.ts'

/** What customers see of the business (Cloud API, business profiles). */
export type BusinessProfile = {
  about?: string
  address?: string
  description?: string
  email?: string
  vertical?: string
  websites?: string[]
}

const TEXTS = ['about', 'address', 'description', 'email', 'vertical'] as const

type NumberRequest = GraphCredentials & { phoneNumberId: string }

const edge = 'whatsapp_business_profile'

/** Throws `GraphRequestError`. */
export const getBusinessProfile = async (
  upstream: GraphUpstream,
  request: NumberRequest,
): Promise<BusinessProfile> => {
  const json = await callGraph(upstream, request, {
    method: 'GET',
    id: request.phoneNumberId,
    edge,
    query: { fields: [...TEXTS, 'websites'].join(',') },
  })
  const data = asRecord(asList(json.data)[0]) ?? {}
  const websites = asList(data.websites).flatMap((one) => asText(one) ?? [])
  const texts = TEXTS.flatMap((name) => {
    const text = asText(data[name])
    return text === undefined ? [] : [[name, text]]
  })
  return { ...Object.fromEntries(texts), ...(websites.length > 0 && { websites }) }
}

/** Changes what is named. Throws `GraphRequestError`. */
export const changeBusinessProfile = async (
  upstream: GraphUpstream,
  { profile, ...request }: NumberRequest & { profile: BusinessProfile },
): Promise<void> => {
  await callGraph(upstream, request, {
    method: 'POST',
    id: request.phoneNumberId,
    edge,
    body: { messaging_product: 'whatsapp', ...profile },
  })
}
