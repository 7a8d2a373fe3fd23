import type { MessageError } from '../../messages/own-errors.ts'
import { shownContent } from '../../messages/shown-content.ts'
import { isPhoneAddress, shownErrors, toUnixSeconds } from './kinds.ts'

/** A message that a customer wrote, as it is stored. */
export type ReceivedMessage = {
  integration_id: number
  id: string
  type: string
  address: string
  content: object
  sender: { name?: string; user_id?: string; username?: string } | null
  context: Record<string, unknown> | null
  reply_to_wamid: string | null
  /** Ours, of the message that `reply_to_wamid` names, where it is known here. */
  reply_to_id: string | null
  wamid: string | null
  /** Why it is not whole: a file that WhatsApp could not pass on. */
  error: MessageError | null
  created_at: Date
}

/** These name their target within their own object. */
const WITH_TARGET = new Set(['reaction', 'edit', 'revoke'])

/** The body of `message.received` (public API, "Webhooks to the customer"). `chatId`: as the event tells it. */
export const receivedPayload = (message: ReceivedMessage, chatId: number): object => {
  const { type, address, sender, context } = message
  const target = { messageId: message.reply_to_id ?? undefined, wamid: message.reply_to_wamid ?? undefined }
  const userId = isPhoneAddress(address) ? sender?.user_id : address
  return {
    messages: {
      id: message.id,
      ...(type === 'text' && { text: textOf(message.content) }),
      ...(isPhoneAddress(address) && { from: address }),
      ...(userId && { user_id: userId }),
      ...(sender?.username && { username: sender.username }),
      timestamp: toUnixSeconds(message.created_at),
      name: sender?.name ?? sender?.username ?? '',
      type,
      ...(type !== 'text' && { [type]: shownContent(type, message.content, target) }),
      ...(target.wamid !== undefined &&
        !WITH_TARGET.has(type) && { context: { id: target.messageId ?? null, wamid: target.wamid } }),
      ...shownContext(context),
      ...(message.error && { errors: shownErrors(message.error) }),
      integration_id: message.integration_id,
      wamid: message.wamid,
      chat_id: chatId,
    },
  }
}

const textOf = (content: { body?: unknown }): string => String(content.body ?? '')

/** Whether it was forwarded, which advertisement or product it came from. */
const shownContext = (context: ReceivedMessage['context']): Record<string, unknown> => {
  const fields = ['forwarded', 'frequently_forwarded', 'referral', 'referred_product']
  return Object.fromEntries(fields.flatMap((field) => (context?.[field] ? [[field, context[field]]] : [])))
}
