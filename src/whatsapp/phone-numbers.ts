import { callGraph, listGraph } from './graph-call.ts'
import { GraphRequestError } from './graph-request-error.ts'
import type { GraphCredentials, GraphUpstream } from './graph-upstream.ts'
import { asId, asRecord, asText, type JsonRecord } from './json-reading.ts'

/** A business number, as Meta keeps it (Cloud API, other management calls; rates and tiers). */
export type GraphPhoneNumber = {
  id: string
  displayPhoneNumber?: string
  verifiedName?: string
  /** GREEN, YELLOW, RED, NA or UNKNOWN. */
  qualityRating?: string
  /** Only CONNECTED may send. */
  status?: string
  /** STANDARD (80 messages a second) or HIGH (1,000). */
  throughputLevel?: string
  /** It is used with the WhatsApp Business app on a phone, too, and so sends 20 messages a second. */
  isShared: boolean
  /** Unique people outside the service window in 24 hours: `TIER_250` … `TIER_UNLIMITED`. */
  messagingLimit?: string
  healthStatus?: JsonRecord
  webhookConfiguration?: JsonRecord
}

const listFields = 'id,display_phone_number,verified_name,quality_rating,status,throughput,is_on_biz_app'
const fields = `${listFields},whatsapp_business_manager_messaging_limit,health_status,webhook_configuration`

const readPhoneNumber = (object: JsonRecord): GraphPhoneNumber | undefined => {
  const id = asId(object.id)
  if (!id) return undefined
  return {
    id,
    displayPhoneNumber: asText(object.display_phone_number),
    verifiedName: asText(object.verified_name),
    qualityRating: asText(object.quality_rating),
    status: asText(object.status),
    throughputLevel: asText(asRecord(object.throughput)?.level),
    isShared: object.is_on_biz_app === true,
    messagingLimit: asText(object.whatsapp_business_manager_messaging_limit),
    healthStatus: asRecord(object.health_status),
    webhookConfiguration: asRecord(object.webhook_configuration),
  }
}

/** The numbers of an account; limits, health and webhooks come with `getPhoneNumber` only. Throws `GraphRequestError`. */
export const listPhoneNumbers = async (
  upstream: GraphUpstream,
  request: GraphCredentials & { wabaId: string },
): Promise<GraphPhoneNumber[]> => {
  const numbers: GraphPhoneNumber[] = []
  const pages = listGraph(upstream, request, {
    id: request.wabaId,
    edge: 'phone_numbers',
    query: { fields: listFields, limit: '100' },
  })
  for await (const object of pages) {
    const number = readPhoneNumber(object)
    if (number) numbers.push(number)
  }
  return numbers
}

/** One number with all its fields. Throws `GraphRequestError`. */
export const getPhoneNumber = async (
  upstream: GraphUpstream,
  request: GraphCredentials & { phoneNumberId: string },
): Promise<GraphPhoneNumber> => {
  const json = await callGraph(upstream, request, {
    method: 'GET',
    id: request.phoneNumberId,
    query: { fields },
  })
  const number = readPhoneNumber(json)
  if (!number)
    throw new GraphRequestError({
      kind: 'unknown',
      reason: 'unreadable_answer',
      detail: 'a number without an id',
    })
  number.messagingLimit ??= await findOldLimit(upstream, request)
  return number
}

/** The limit's older name, which Meta may refuse: asked for apart, so that nothing else depends on it. */
const findOldLimit = async (
  upstream: GraphUpstream,
  request: GraphCredentials & { phoneNumberId: string },
): Promise<string | undefined> => {
  const query = { fields: 'messaging_limit_tier' }
  const call = callGraph(upstream, request, { method: 'GET', id: request.phoneNumberId, query })
  return asText((await call.catch(() => undefined))?.messaging_limit_tier)
}
