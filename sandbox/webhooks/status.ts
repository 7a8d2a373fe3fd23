import { describeErrorCode } from '../graph/error-codes.ts'
import { statusNames } from '../messages/plan.ts'
import type { OutboundMessage, State } from '../state/state.ts'

const documentation =
  'https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes'

/** A failure as webhooks tell it. */
export const encodeFailure = ({ code, details }: NonNullable<OutboundMessage['failure']>) => {
  const { title } = describeErrorCode(code)
  return { code, title, message: title, error_data: { details }, href: documentation }
}

const encodePricing = ({ category, isFree }: OutboundMessage) => ({
  billable: !isFree,
  pricing_model: 'PMP',
  type: isFree ? 'free_customer_service' : 'regular',
  category,
})

/**
 * `statuses[]` of a webhook. `pricing` stands in sent and delivered; `conversation` is left out, as since
 * v24 (Cloud API, webhooks: statuses).
 */
export const encodeStatus = (
  state: State,
  message: OutboundMessage,
  place: number,
): Record<string, unknown> => {
  const customer = state.customers.get(message.party) ?? state.customersByUserId.get(message.party)
  const isToUserId = customer?.waId !== message.party && customer?.userId === message.party
  const status: Record<string, unknown> = {
    id: message.id,
    status: statusNames[place],
    timestamp: String(Math.floor((message.at + message.plan[place]!) / 1000)),
  }
  if (!isToUserId) status['recipient_id'] = message.party
  if (customer) status['recipient_user_id'] = customer.userId
  if (message.callbackData !== undefined) status['biz_opaque_callback_data'] = message.callbackData
  if (place < 2) status['pricing'] = encodePricing(message)
  if (place === 3 && message.failure) status['errors'] = [encodeFailure(message.failure)]
  return status
}
