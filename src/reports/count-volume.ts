import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { isWithin, type Window } from './window.ts'

/** Who wrote what was sent. */
export const ORIGINS = ['inbox', 'api', 'bulk', 'auto', 'phone'] as const
export type Origin = (typeof ORIGINS)[number]

/** What happened in a day or an hour of the time zone. */
export type Volume = {
  /** Such as 2026-01-31, or 2026-01-31T14:00. */
  period: string
  received: number
  sent: Record<Origin, number>
  new_chats: number
  closed: { reason_id: number | null; reason: string | null; count: number }[]
  median_first_response_seconds: number | null
  p90_first_response_seconds: number | null
}

export type Step = 'day' | 'hour'

type Row = {
  period: string
  kind: string
  name: string | null
  reason_id: number | null
  count: number
  p90: number | null
}

/** Periods in which something happened, the earliest first. Each is counted by an index over the times of its table. */
export const countVolume = async (
  database: Database,
  integrationIds: readonly number[],
  window: Window,
  step: Step,
): Promise<Volume[]> => {
  const periodOf = (column: string): RawBuilder<unknown> => sql`to_char(
    ${sql.raw(column)} at time zone ${window.timezone}::text, ${step === 'day' ? 'YYYY-MM-DD' : 'YYYY-MM-DD"T"HH24:00'})`
  const number = sql`unnest(${[...integrationIds]}::integer[]) as number (id)`
  const { rows } = await sql<Row>`
    select ${periodOf('m.created_at')} as period,
      case when m.direction = 'inbound' then 'received' else 'sent' end as kind,
      case when m.bulk_id is not null then 'bulk' else m.origin end as name, null::integer as reason_id,
      count(*)::integer as count, null::integer as p90
    from ${number} join messages m on m.integration_id = number.id and ${isWithin(window)}
    where m.type not in ('reaction', 'edit', 'revoke', 'system') group by 1, 2, 3
    union all
    select ${periodOf('c.created_at')}, 'new_chats', null, null, count(*)::integer, null
    from ${number} join chats c on c.integration_id = number.id and ${isWithin(window, sql`c.created_at`)}
    group by 1
    union all
    select ${periodOf('h.at')}, 'closed', r.name, r.id, count(*)::integer, null
    from ${number} join chat_history h on h.integration_id = number.id and h.action = 'closed'
      and ${isWithin(window, sql`h.at`)}
    left join closing_reasons r on r.id = h.reason_id group by 1, 3, 4
    union all
    select period, 'first_response', null, null,
      round(percentile_cont(0.5) within group (order by seconds))::integer,
      round(percentile_cont(0.9) within group (order by seconds))::integer
    from (
      select ${periodOf('a.assigned_at')} as period, extract(epoch from a.first_reply_at - a.assigned_at) as seconds
      from users u join chat_assignments a on a.user_id = u.id and a.first_reply_at is not null
        and ${isWithin(window, sql`a.assigned_at`)}
      where a.integration_id = any(${[...integrationIds]}::integer[])
    ) reply group by 1
    order by 1, 2, 3`.execute(database)
  return [...Map.groupBy(rows, ({ period }) => period)].map(([period, own]) => volumeOf(period, own))
}

const volumeOf = (period: string, rows: Row[]): Volume => {
  const count = (kind: string, name?: string): number =>
    rows
      .filter((row) => row.kind === kind && (name === undefined || row.name === name))
      .reduce((sum, row) => sum + row.count, 0)
  const response = rows.find(({ kind }) => kind === 'first_response')
  return {
    period,
    received: count('received'),
    sent: Object.fromEntries(ORIGINS.map((origin) => [origin, count('sent', origin)])) as Record<
      Origin,
      number
    >,
    new_chats: count('new_chats'),
    closed: rows
      .filter(({ kind }) => kind === 'closed')
      .map((row) => ({ reason_id: row.reason_id, reason: row.name, count: row.count })),
    median_first_response_seconds: response?.count ?? null,
    p90_first_response_seconds: response?.p90 ?? null,
  }
}
