import { type Static, Type } from 'typebox'
import { formatTimestamp } from '../http/timestamp.ts'
import { historyOf } from './history.ts'
import { formatAddress } from './phone.ts'
import type { StoredMessage } from './queries.ts'
import type { MessageState } from './states.ts'

const ErrorItem = Type.Object({
  code: Type.Integer({ description: "Meta's error code, or one of this server's own (from 9000001)." }),
  title: Type.String(),
  details: Type.String({ description: 'What was said of this very message.' }),
  what_to_do: Type.String({ description: 'In plain words.' }),
})

/** A message as `GET …/messages/{message_id}` and the lists show it. */
export const MessageItem = Type.Object({
  message_id: Type.String(),
  direction: Type.String({ description: 'outbound or inbound.' }),
  type: Type.String({ description: 'text, location, template, …', examples: ['text'] }),
  to: Type.String({ examples: ['+905555555555'] }),
  from: Type.String({ examples: ['+905554443322'] }),
  status: Type.String({
    description: 'queued, sending, accepted, sent, delivered, read, failed, unknown, expired or cancelled.',
    examples: ['delivered'],
  }),
  created_at: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
  history: Type.Array(
    Type.Object({ status: Type.String(), at: Type.String(), error: Type.Optional(ErrorItem) }),
  ),
  attempts: Type.Integer({ description: 'How many times it was tried.' }),
  wamid: Type.Union([Type.String(), Type.Null()], { description: "WhatsApp's own id, once it has one." }),
  reply_to: Type.Optional(Type.String()),
  error: Type.Optional(ErrorItem),
  next_attempt_at: Type.Optional(Type.String({ description: 'When it is tried again, after an error.' })),
  expires_at: Type.Optional(Type.String()),
  content: Type.Record(Type.String(), Type.Unknown(), { description: 'As it goes to WhatsApp.' }),
})

/** Waiting for another try, or ended without success. */
const STATES_WITH_ERROR: ReadonlySet<MessageState> = new Set([
  'queued',
  'unknown',
  'failed',
  'expired',
  'cancelled',
])

export const messageItem = (message: StoredMessage, ownNumber: string): Static<typeof MessageItem> => {
  const isOutbound = message.direction === 'outbound'
  const customer = formatAddress(message.address)
  return {
    message_id: message.id,
    direction: message.direction,
    type: message.type,
    to: isOutbound ? customer : ownNumber,
    from: isOutbound ? ownNumber : customer,
    status: message.state === 'queued' && message.queue_state === 'sending' ? 'sending' : message.state,
    created_at: formatTimestamp(message.created_at),
    history: historyOf(message).map(({ at, ...entry }) => ({ ...entry, at: formatTimestamp(at) })),
    attempts: message.attempts,
    wamid: message.wamid,
    ...(message.reply_to_id && { reply_to: message.reply_to_id }),
    // A failure that a later status overruled stands in the history alone.
    ...(message.error && STATES_WITH_ERROR.has(message.state) && { error: message.error }),
    ...(message.next_attempt_at && { next_attempt_at: formatTimestamp(message.next_attempt_at) }),
    ...(message.expires_at && { expires_at: formatTimestamp(message.expires_at) }),
    content: message.content as Record<string, unknown>,
  }
}
