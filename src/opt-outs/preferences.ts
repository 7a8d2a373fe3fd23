import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { Wish } from './words.ts'

/** By what a wish was told: a person's word or tap, WhatsApp, a program by its key, a user. */
export const SOURCES = ['text', 'button', 'whatsapp', 'api', 'user'] as const
export type Source = (typeof SOURCES)[number]

/** What was told about somebody's marketing messages, by whomever. The last word counts. */
export type Preference = {
  wabaId: string
  /** Digits, or a business-scoped user id. */
  address: string
  userId: string | null
  value: Wish
  at: Date
  source: Source
  /** The message that told it, and the number that this came to or went from. */
  integrationId?: number
  messageId?: string
  /** Of one that a program or a user told: why, and who they are. */
  reason?: string
  actor?: string
}

/**
 * Keeps what was told, under the address that it was told of, since who that was may become known later. Of two that
 * were told in the same second, *stop* counts, whichever came first.
 */
export const insertPreferences = async (tx: Tx, preferences: Preference[]): Promise<void> => {
  if (preferences.length === 0) return
  const rows = preferences.map((one) => ({
    b: one.wabaId,
    a: one.address,
    u: one.userId ?? '',
    v: one.value,
    t: one.at,
    s: one.source,
    i: one.integrationId,
    m: one.messageId ?? '',
    r: one.reason,
    w: one.actor,
  }))
  await sql`
    insert into contact_preferences (waba_id, address, told_at, user_id, source, message_id, value, integration_id,
      reason, actor)
    select b, a, t, u, s, m, max(v), max(i), max(r), max(w)
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (b text, a text, t timestamptz, u text, s text,
      m text, v text, i integer, r text, w text)
    group by b, a, t, u, s, m order by b, a, t, u, s, m
    on conflict (waba_id, address, told_at, user_id, source, message_id) do update
    set value = greatest(contact_preferences.value, excluded.value)`.execute(tx)
}
