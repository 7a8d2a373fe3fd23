import { type GraphError, parseGraphError } from './graph-error.ts'
import { asId, asList, asRecord, asText, type JsonRecord } from './json-reading.ts'
import { readTimestamp } from './timestamp.ts'
import type { Unrecognised, WebhookChange } from './webhook.ts'

/** `deleted`, `warning` and what Meta thinks of next are strings too. */
export type StatusName = 'sent' | 'delivered' | 'read' | 'played' | 'failed' | (string & {})

export type StatusPricing = { isBillable?: boolean; model?: string; type?: string; category?: string }
export type StatusConversation = { id?: string; origin?: string; expiresAt?: Date }

/**
 * What Meta tells about a sent message. Statuses come late, twice, out of order, with `delivered` left out
 * (Cloud API, webhooks: statuses).
 */
export type MessageStatus = {
  wamid: string
  status: StatusName
  /** Absent when Meta gave no time that can be read: the time of the reception is the next best. */
  at?: Date
  recipientId?: string
  recipientUserId?: string
  /** `biz_opaque_callback_data`, as it was sent. */
  opaqueCallbackData?: string
  errors: GraphError[]
  pricing?: StatusPricing
  conversation?: StatusConversation
}

const noErrors: GraphError[] = []

const readErrors = (raw: unknown): GraphError[] => {
  const list = asList(raw)
  if (list.length === 0) return noErrors
  return list.map(parseGraphError).filter((error) => error !== undefined)
}

const readPricing = (raw: unknown): StatusPricing | undefined => {
  const pricing = asRecord(raw)
  if (!pricing) return undefined
  return {
    isBillable: typeof pricing.billable === 'boolean' ? pricing.billable : undefined,
    model: asText(pricing.pricing_model),
    type: asText(pricing.type),
    category: asText(pricing.category),
  }
}

const readConversation = (raw: unknown): StatusConversation | undefined => {
  const conversation = asRecord(raw)
  if (!conversation) return undefined
  return {
    id: asText(conversation.id),
    origin: asText(asRecord(conversation.origin)?.type),
    expiresAt: readTimestamp(conversation.expiration_timestamp),
  }
}

const readStatus = (raw: JsonRecord | undefined): MessageStatus | undefined => {
  const wamid = asText(raw?.id)
  const status = asText(raw?.status)
  if (!raw || !wamid || !status) return undefined
  return {
    wamid,
    status,
    at: readTimestamp(raw.timestamp),
    recipientId: asId(raw.recipient_id),
    recipientUserId: asText(raw.recipient_user_id),
    opaqueCallbackData: asText(raw.biz_opaque_callback_data),
    errors: readErrors(raw.errors),
    pricing: readPricing(raw.pricing),
    conversation: readConversation(raw.conversation),
  }
}

/**
 * The statuses of a change of field `messages`, in its order; a change may carry a thousand. Never throws.
 * What lacks an id or a status comes out as `unrecognised`.
 */
export const listStatuses = (
  change: WebhookChange,
): { statuses: MessageStatus[]; unrecognised: Unrecognised[] } => {
  const statuses: MessageStatus[] = []
  const unrecognised: Unrecognised[] = []
  for (const raw of asList(change.value.statuses)) {
    const status = readStatus(asRecord(raw))
    if (status) statuses.push(status)
    else unrecognised.push({ kind: 'unrecognised', reason: 'a status without an id or a name', raw })
  }
  return { statuses, unrecognised }
}

/** Errors of the account itself, told without a message (`value.errors`). Never throws. */
export const listAccountErrors = (change: WebhookChange): GraphError[] => readErrors(change.value.errors)
