import { asId, asList, asRecord, asText, type JsonRecord } from './json-reading.ts'
import { readTimestamp } from './timestamp.ts'

/** One change of a webhook: what happened (`field`) to an account, or to one of its numbers. */
export type WebhookChange = {
  kind: 'change'
  wabaId: string
  /** `messages`, `message_template_status_update`, `account_update`, … (Cloud API, webhooks). */
  field: string
  /** Of `metadata`: fields about a number have it, those about the account have not. */
  phoneNumberId?: string
  displayPhoneNumber?: string
  /** `entry[].time`, when Meta gives it. */
  at?: Date
  value: JsonRecord
}

/** A shape that nobody knows, to be kept and looked at; `raw` is the smallest part that could not be read. */
export type Unrecognised = { kind: 'unrecognised'; reason: string; raw: unknown }

const unrecognised = (reason: string, raw: unknown): Unrecognised => ({ kind: 'unrecognised', reason, raw })

const readChange = (raw: unknown, wabaId: string, at: Date | undefined): WebhookChange | Unrecognised => {
  const change = asRecord(raw)
  const field = asText(change?.field)
  const value = asRecord(change?.value)
  if (!field || !value) return unrecognised('a change without a field or a value', raw)
  const metadata = asRecord(value.metadata)
  return {
    kind: 'change',
    wabaId,
    field,
    phoneNumberId: asId(metadata?.phone_number_id),
    displayPhoneNumber: asText(metadata?.display_phone_number),
    at,
    value,
  }
}

/**
 * The changes of a webhook's body, in its order. Never throws, whatever the JSON is; what has not the shape
 * of a webhook comes out as `unrecognised`, and its neighbours are read all the same.
 */
export const parseWebhook = (json: unknown): (WebhookChange | Unrecognised)[] => {
  const body = asRecord(json)
  if (body?.object !== 'whatsapp_business_account' || !Array.isArray(body.entry)) {
    return [unrecognised('no webhook of a WhatsApp account', json)]
  }
  const items: (WebhookChange | Unrecognised)[] = []
  for (const rawEntry of body.entry) {
    const entry = asRecord(rawEntry)
    const wabaId = asId(entry?.id)
    const changes = asList(entry?.changes)
    if (!wabaId || changes.length === 0) {
      items.push(unrecognised('an entry without an id or changes', rawEntry))
      continue
    }
    const at = readTimestamp(entry?.time)
    for (const change of changes) items.push(readChange(change, wabaId, at))
  }
  return items
}
