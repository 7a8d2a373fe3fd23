import type { Generated } from 'kysely'
import type { Json, OptionalJson, OptionalTimestamp, Timestamp } from './schema.ts'

/** Whether somebody of the team gets new chats and goes on with theirs (Desk360, "Agent status"). */
export type AgentState = 'online' | 'invisible' | 'break' | 'offline'

/** The tables of the web inbox, as `migrations/` makes them. */
export type InboxSchema = {
  recovery_codes: { user_id: number; hash: Buffer; used_at: OptionalTimestamp }
  password_resets: {
    id: Generated<number>
    user_id: number
    hash: Buffer
    created_by: string
    created_at: Timestamp
    expires_at: Date
    used_at: OptionalTimestamp
  }
  /** Each state of each agent; the present one has no end. */
  agent_states: { user_id: number; since: Date; until: OptionalTimestamp; state: AgentState }
  closing_reasons: {
    id: Generated<number>
    name: string
    is_active: Generated<boolean>
    created_at: Timestamp
  }
  /** What each agent has read of a chat; without a row, what there was when they came. */
  chat_reads: { integration_id: number; chat_id: number; user_id: number; read_to: Date }
  tags: { id: Generated<number>; name: string; color: Generated<string>; created_at: Timestamp }
  chat_tags: {
    integration_id: number
    chat_id: number
    tag_id: number
    tagged_by: number | null
    tagged_at: Timestamp
  }
  chat_notes: {
    integration_id: number
    chat_id: number
    id: Generated<number>
    author_id: number
    body: string
    mentions: Generated<number[]>
    created_at: Timestamp
    edited_at: OptionalTimestamp
  }
  /** Each time that a chat was somebody's. */
  chat_assignments: {
    id: Generated<string>
    integration_id: number
    chat_id: number
    user_id: number
    assigned_at: Timestamp
    /** Null when the program did it by itself. */
    assigned_by: number | null
    how: 'claimed' | 'automatic' | 'handed_over' | 'taken_over'
    first_reply_at: OptionalTimestamp
    ended_at: OptionalTimestamp
    end_kind: 'closed' | 'archived' | 'handed_over' | 'taken_over' | 'released' | null
  }
  /** What people and the program did with a chat. */
  chat_history: {
    id: Generated<string>
    integration_id: number
    chat_id: number
    at: Timestamp
    action: string
    actor_id: number | null
    user_id: number | null
    reason_id: number | null
    details: OptionalJson
  }
  quick_responses: {
    id: Generated<number>
    shortcut: string
    title: string
    body: string
    created_at: Timestamp
    updated_at: Timestamp
  }
  auto_replies: {
    integration_id: number
    welcome: OptionalJson
    out_of_hours: OptionalJson
    nobody_online: OptionalJson
    time_zone: Generated<string>
    hours: Json<object[]>
    holidays: Json<object[]>
    updated_at: Timestamp
  }
  auto_reply_sends: { integration_id: number; chat_id: number; kind: string; sent_at: Date }
  settings: { name: string; value: Json<object>; updated_at: Timestamp }
}
