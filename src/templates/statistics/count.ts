import { sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import { isWithin, type Window } from '../../reports/window.ts'

/** How many messages came how far. One that was read counts as delivered and sent, whatever was told of it. */
export type Counts = {
  messages: number
  sent: number
  delivered: number
  read: number
  failed: number
  expired: number
  cancelled: number
  /** Messages of which a button was tapped. */
  clicked: number
}

export type Scope = {
  integrationId: number
  templateId: number
  languageCode: string | undefined
  window: Window
}

export type Group = Counts & { day: string; language: string }

/**
 * The messages of a template by day and language. Each message is one row, however often it was tried or its
 * statuses were told, so that nothing counts twice; of several taps on its buttons `clicked` counts one.
 */
export const countGroups = async (database: Database, scope: Scope): Promise<Group[]> => {
  const { rows } = await sql<Group>`
    select to_char(m.created_at at time zone ${scope.window.timezone}, 'YYYY-MM-DD') as day,
      ${LANGUAGE} as language, count(*)::integer as messages,
      count(*) filter (where ${HAS_SENT})::integer as sent,
      count(*) filter (where m.delivered_at is not null or m.read_at is not null)::integer as delivered,
      count(*) filter (where m.read_at is not null)::integer as read,
      count(*) filter (where m.state = 'failed')::integer as failed,
      count(*) filter (where m.state = 'expired')::integer as expired,
      count(*) filter (where m.state = 'cancelled')::integer as cancelled,
      count(*) filter (where exists (
        select from messages a
        where a.integration_id = m.integration_id and a.reply_to_wamid = m.wamid and ${IS_TAP}))::integer as clicked
    from messages m where ${isOf(scope)} group by 1, 2 order by 1, 2`.execute(database)
  return rows
}

/** Why messages failed, the most frequent reason first. */
export const countFailures = async (
  database: Database,
  scope: Scope,
): Promise<{ code: number; title: string; count: number }[]> => {
  const { rows } = await sql<{ code: number; title: string; count: number }>`
    select coalesce((m.error->>'code')::integer, 0) as code, coalesce(max(m.error->>'title'), '') as title,
      count(*)::integer as count
    from messages m where ${isOf(scope)} and m.state = 'failed' group by 1 order by count desc, code`.execute(
    database,
  )
  return rows
}

/** What WhatsApp charges for, by its own categories. */
export const countPricing = async (
  database: Database,
  scope: Scope,
): Promise<{ category: string; type: string | null; billable: boolean | null; count: number }[]> => {
  const { rows } = await sql<{
    category: string
    type: string | null
    billable: boolean | null
    count: number
  }>`
    select m.pricing->>'category' as category, m.pricing->>'type' as type,
      (m.pricing->>'billable')::boolean as billable, count(*)::integer as count
    from messages m where ${isOf(scope)} and m.pricing->>'category' is not null
    group by 1, 2, 3 order by count desc, category, type, billable`.execute(database)
  return rows
}

/**
 * Taps on the buttons of messages, by the text of the button as it was then: quick replies, and forms that were sent
 * back. WhatsApp tells nobody of links, calls and copied codes. A tap counts for the day of the message.
 */
export const countClicks = async (
  database: Database,
  scope: Scope,
): Promise<{ button: string; clicks: number; messages: number }[]> => {
  const { rows } = await sql<{ button: string; clicks: number; messages: number }>`
    select coalesce(a.content->>'text', a.content->'button_reply'->>'title', a.content->'list_reply'->>'title',
        a.content->'nfm_reply'->>'name', '') as button,
      count(*)::integer as clicks, count(distinct m.id)::integer as messages
    from messages m join messages a
      on a.integration_id = m.integration_id and a.reply_to_wamid = m.wamid and ${IS_TAP}
    where ${isOf(scope)} group by 1 order by clicks desc, button`.execute(database)
  return rows
}

/** By the index on integration, template and time. */
const isOf = ({ integrationId, templateId, languageCode, window }: Scope) => sql`
  m.integration_id = ${integrationId} and m.template_id = ${templateId} and ${isWithin(window)}
  ${languageCode === undefined ? sql`` : sql`and ${LANGUAGE} = ${languageCode}`}`

const LANGUAGE = sql`coalesce(m.content->'language'->>'code', '')`
const IS_TAP = sql`a.direction = 'inbound' and a.type in ('button', 'interactive')`
const HAS_SENT = sql`m.sent_at is not null or m.delivered_at is not null or m.read_at is not null`
