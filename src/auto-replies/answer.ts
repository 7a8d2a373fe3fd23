import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import { isOfNumber, type LogEvent } from '../events/event.ts'
import { insertMessages } from '../messages/insert.ts'
import { type OutboundMessage, PRIORITY } from '../messages/message.ts'
import { createMessageId } from '../messages/message-id.ts'
import { formatAddress } from '../messages/phone.ts'
import { fillIn } from '../quick-responses/variables.ts'
import { listDue } from './due.ts'
import { type AskedMessage, listOccasions } from './occasions.ts'
import { type AutoReplies, KINDS, type Kind, listAutoReplies } from './settings.ts'

/** What is left of a text when names have made it longer than WhatsApp takes. */
const MAX_TEXT = 4_096
/** One that could not be sent until then is not true any more. */
const EXPIRES_AFTER_MS = 3_600_000

type Due = { kind: Kind; message: AskedMessage; text: string }

/** Whether an event may have to be answered. */
export const isAsked = ({ type, data }: LogEvent): boolean =>
  type === 'message.received' && data['direction'] === 'inbound'

/**
 * Answers what customers wrote, in the transaction that notes it: each once, whatever dies in between. Answers the numbers
 * that have something new to send.
 */
export const answerMessages = async (tx: Tx, events: LogEvent[]): Promise<number[]> => {
  const settings = await listAnswering(tx, events)
  const keys = events
    .filter(isAsked)
    .filter(isOfNumber)
    .filter(({ integrationId }) => settings.has(integrationId))
    .map(({ integrationId, data }) => ({
      integrationId,
      messageId: String(data['message_id']),
      chatId: Number(data['chat_id']),
    }))
  if (keys.length === 0) return []
  const due = chooseDue(settings, await listOccasions(tx, keys))
  if (due.length === 0) return []
  await noteSends(tx, due)
  await insertMessages(
    tx,
    due.map((one) => ({ message: messageOf(one), priority: PRIORITY.single })),
  )
  return [...new Set(due.map(({ message }) => message.integrationId))]
}

/** The numbers among those that were written to which answer anything by themselves, with what. */
export const listAnswering = async (
  database: Database,
  events: LogEvent[],
): Promise<Map<number, AutoReplies>> => {
  const written = events.filter(isAsked).filter(isOfNumber)
  const integrationIds = [...new Set(written.map(({ integrationId }) => integrationId))]
  return new Map(
    [...(await listAutoReplies(database, integrationIds))].filter(([, { replies }]) =>
      KINDS.some((kind) => replies[kind].enabled),
    ),
  )
}

/** Several messages of a chat may be answered at once: what the first one gets, the others do not. */
const chooseDue = (settings: Map<number, AutoReplies>, messages: AskedMessage[]): Due[] => {
  const sentIn = new Map<string, Set<Kind>>()
  return messages.flatMap((message) => {
    const own = settings.get(message.integrationId)!
    const chat = `${message.integrationId} ${message.chatId}`
    const sent = sentIn.get(chat) ?? new Set(message.sent)
    sentIn.set(chat, sent)
    return listDue(own, message, sent).map((kind) => {
      sent.add(kind)
      return { kind, message, text: own.replies[kind].text }
    })
  })
}

const messageOf = ({ message, text }: Due): OutboundMessage => {
  const body = fillIn(text, {
    'contact.name': message.contactName,
    'contact.phone': message.contactPhone && formatAddress(message.contactPhone),
    'number.name': message.numberName,
  })
  return {
    integrationId: message.integrationId,
    id: createMessageId(),
    type: 'text',
    address: message.address,
    content: { body: [...body].slice(0, MAX_TEXT).join('') },
    origin: 'auto',
    expiresAt: new Date(Date.now() + EXPIRES_AFTER_MS),
  }
}

const noteSends = async (tx: Tx, due: Due[]): Promise<void> => {
  const rows = due.map(({ kind, message }) => ({ i: message.integrationId, c: message.chatId, k: kind }))
  await sql`
    insert into auto_reply_sends (integration_id, chat_id, kind, sent_at)
    select i, c, k, now() from json_to_recordset(${JSON.stringify(rows)}::json) as row (i integer, c integer, k text)
    order by i, c, k
    on conflict (integration_id, chat_id, kind) do update set sent_at = excluded.sent_at`.execute(tx)
}
