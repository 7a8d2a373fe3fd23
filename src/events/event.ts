import type { BulkStatus, Counts } from '../bulk/states.ts'
import type { MessageError } from '../messages/own-errors.ts'

/**
 * What the log tells, by type, with the data of each. Whoever changes something appends the event in the same
 * transaction; webhooks and streams read nothing else.
 */
export type EventData = {
  /** A message that a program or person sends, at each step of its way. */
  'message.status': {
    message_id: string
    status: string
    at?: string
    error?: MessageError
    next_attempt_at?: string
    /** The bulk send that it belongs to. */
    bulk_id?: number
  }
  /** What became of a bulk send's recipients so far; at most once a second. */
  'bulk.updated': {
    bulk_id: number
    status: BulkStatus
    paused_reason?: string
    counts: Counts
  }
  /** A customer wrote, or the business's phone app did (`direction: outbound`). */
  'message.received': { message_id: string; chat_id: number; type: string; direction: 'inbound' | 'outbound' }
  /** Something that its item shows has changed: the last message, the window, what is unread, whose it is, … */
  'chat.updated': { chat_id: number; contact_id: number }
  /** A note of the team was written, changed or taken away. */
  'note.updated': {
    chat_id: number
    note_id: number
    author_id: number
    mentions: number[]
    is_deleted?: true
  }
  /** Somebody of the team went into another state, or has more or fewer chats. */
  'agent.updated': { user_id: number }
  /** Something that the whole team works with has changed. */
  'desk.updated': {
    what: 'tags' | 'closing_reasons' | 'quick_responses' | 'auto_replies' | 'users' | 'settings'
  }
  /** Two chats turned out to be with one person: the first is gone. */
  'chat.merged': { chat_id: number; into_chat_id: number }
  /** `opted_out_at`: since when the person wants no marketing messages; null for one who does not mind. */
  'contact.updated': { contact_id: number; opted_out_at: string | null }
  /** A person was forgotten, with the chat. */
  'contact.erased': { contact_id: number; chat_id: number }
  /** A customer's file was fetched, or could not be. */
  'media.status': { media_id: string; status: 'stored' | 'failed'; reason?: string }
  'template.status': { template_id: number; language: string | null; [more: string]: unknown }
  'integration.status': { status: string; [more: string]: unknown }
  'webhook.status': { webhook_id: number; status: 'failing' | 'disabled' | 'working'; reason?: string }
}

export const EVENT_TYPES = [
  'message.received',
  'message.status',
  'bulk.updated',
  'chat.updated',
  'chat.merged',
  'note.updated',
  'agent.updated',
  'desk.updated',
  'contact.updated',
  'contact.erased',
  'media.status',
  'template.status',
  'integration.status',
  'webhook.status',
] as const satisfies (keyof EventData)[]

export type EventType = keyof EventData

/** One entry of the log. */
export type LogEvent = {
  id: number
  type: EventType
  at: Date
  /** Null for what is no number's own. */
  integrationId: number | null
  data: Record<string, unknown>
}

/** An event of a number. */
export type NumberEvent = LogEvent & { integrationId: number }

export const isOfNumber = (event: LogEvent): event is NumberEvent => event.integrationId !== null
