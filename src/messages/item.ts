import { type Static, Type } from 'typebox'
import { formatTimestamp } from '../http/timestamp.ts'
import { historyOf } from './history.ts'
import type { LaterWords } from './later-words.ts'
import { formatAddress } from './phone.ts'
import type { StoredMessage } from './queries.ts'
import { shownContent } from './shown-content.ts'
import type { MessageState } from './states.ts'

export const MessageErrorItem = Type.Object({
  code: Type.Integer({ description: "Meta's error code, or one of this server's own (from 9000001)." }),
  title: Type.String(),
  details: Type.String({ description: 'What was said of this very message.' }),
  what_to_do: Type.String({ description: 'In plain words.' }),
})

/** An object of WhatsApp's Cloud API; a list for contact cards. */
const Content = (description: string) =>
  Type.Unsafe<object>({
    anyOf: [
      { type: 'object', additionalProperties: true },
      { type: 'array', items: { type: 'object', additionalProperties: true } },
    ],
    description,
  })

const Told = (description: string) =>
  Type.Optional(Type.Record(Type.String(), Type.Unknown(), { description }))

/** A message as `GET …/messages/{message_id}` and the lists show it. */
export const MessageItem = Type.Object({
  message_id: Type.String(),
  direction: Type.String({ description: 'outbound or inbound.' }),
  origin: Type.Optional(
    Type.String({
      description:
        "Of an outbound one: api, inbox for somebody of the team, auto for an auto reply, or phone for the business's own phone app.",
    }),
  ),
  sent_by: Type.Optional(Type.Integer({ description: 'Of one from the inbox: the id of the user.' })),
  type: Type.String({ description: 'text, location, template, …', examples: ['text'] }),
  to: Type.String({ examples: ['+905555555555'] }),
  from: Type.String({ examples: ['+905554443322'] }),
  status: Type.String({
    description:
      'queued, sending, accepted, sent, delivered, read, failed, unknown, expired or cancelled; received for an inbound one.',
    examples: ['delivered'],
  }),
  created_at: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
  history: Type.Array(
    Type.Object({ status: Type.String(), at: Type.String(), error: Type.Optional(MessageErrorItem) }),
  ),
  attempts: Type.Integer({ description: 'How many times it was tried.' }),
  wamid: Type.Union([Type.String(), Type.Null()], { description: "WhatsApp's own id, once it has one." }),
  reply_to: Type.Optional(Type.String({ description: 'The message_id of the message that it answers.' })),
  error: Type.Optional(MessageErrorItem),
  next_attempt_at: Type.Optional(
    Type.String({ description: 'When it is tried again, after an error or because of a limit.' }),
  ),
  waits_for: Type.Optional(
    Type.String({
      description:
        'What a queued one waits for besides its turn: file (which is on its way to WhatsApp), pair_rate (so many messages to one person) or messaging_limit (so many people in 24 hours).',
    }),
  ),
  expires_at: Type.Optional(Type.String()),
  content: Content(
    "The Cloud API's object for the type; the id of a file is a media_id, and its `sha256` in base64 (hexadecimal with the file itself).",
  ),
  sender: Told('Of an inbound one: name, wa_id, user_id and username, as the message told them.'),
  context: Told(
    'Of an inbound one: whether it was forwarded, the advertisement or product that it came from.',
  ),
  reactions: Type.Array(
    Type.Object({
      emoji: Type.String(),
      by: Type.String({ description: 'customer or business.' }),
      at: Type.String(),
    }),
    { description: 'Those that stand, one of each side at most.' },
  ),
  edited: Type.Optional(
    Type.Object(
      { at: Type.String(), content: Content('What it says now.') },
      {
        description: 'When its writer has changed it.',
      },
    ),
  ),
  revoked_at: Type.Optional(Type.String({ description: 'When its writer has taken it back.' })),
})

export type MessageItem = Static<typeof MessageItem>

/** Waiting for another try, ended without success, or received without what could not be passed on. */
const STATES_WITH_ERROR: ReadonlySet<MessageState> = new Set([
  'received',
  'queued',
  'unknown',
  'failed',
  'expired',
  'cancelled',
])

/** Types that are about another message rather than an answer to it: their content names it. */
const COMMENTS: ReadonlySet<string> = new Set(['reaction', 'edit', 'revoke'])

/** `targetId`: our id of the message that it answers or is about, where there is one. */
export const messageItem = (
  message: StoredMessage,
  ownNumber: string,
  targetId: string | undefined,
  later: LaterWords = { reactions: [] },
): MessageItem => {
  const isOutbound = message.direction === 'outbound'
  const customer = formatAddress(message.address)
  const { sender, context, type } = message
  const target = { messageId: targetId, wamid: message.reply_to_wamid ?? undefined }
  return {
    message_id: message.id,
    direction: message.direction,
    ...(isOutbound && { origin: message.origin }),
    ...(message.sent_by !== null && { sent_by: message.sent_by }),
    type,
    to: isOutbound ? customer : ownNumber,
    from: isOutbound ? ownNumber : customer,
    status: message.state === 'queued' && message.queue_state === 'sending' ? 'sending' : message.state,
    created_at: formatTimestamp(message.created_at),
    history: historyOf(message).map(({ at, ...entry }) => ({ ...entry, at: formatTimestamp(at) })),
    attempts: message.attempts,
    wamid: message.wamid,
    ...(targetId !== undefined && !COMMENTS.has(type) && { reply_to: targetId }),
    // A failure that a later status overruled stands in the history alone.
    ...(message.error && STATES_WITH_ERROR.has(message.state) && { error: message.error }),
    ...(message.next_attempt_at && { next_attempt_at: formatTimestamp(message.next_attempt_at) }),
    ...(message.waits_for && { waits_for: message.waits_for }),
    ...(message.expires_at && { expires_at: formatTimestamp(message.expires_at) }),
    content: shownContent(type, message.content, target),
    ...(sender && !isOutbound && { sender }),
    ...(context && { context }),
    reactions: later.reactions.map(({ at, ...reaction }) => ({ ...reaction, at: formatTimestamp(at) })),
    ...(later.edited && { edited: { at: formatTimestamp(later.edited.at), content: later.edited.content } }),
    ...(later.revokedAt && { revoked_at: formatTimestamp(later.revokedAt) }),
  }
}
