import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

/**
 * How many people an account may write to in 24 hours outside of their windows (Cloud API, rates and tiers), by the
 * tier that WhatsApp told, such as `TIER_2K`; undefined when there is no limit, or none was told.
 */
export const limitOfTier = (tier: string | null): number | undefined => {
  const [, number, thousands] = /^TIER_(\d+)(K?)$/.exec(tier ?? '') ?? []
  return number === undefined ? undefined : Number(number) * (thousands ? 1_000 : 1)
}

export type FreePlaces = {
  /** People who may be written to first now. */
  free: number
  /** When the next place becomes free; undefined while nobody was written to. */
  nextAt: Date | undefined
}

/** Places of an account; nobody else takes one in this transaction. Those of more than 24 hours ago are given back. */
export const lockPlaces = async (tx: Tx, wabaId: string, limit: number, at: string): Promise<FreePlaces> => {
  await sql`
    insert into messaging_limits (waba_id) values (${wabaId})
    on conflict (waba_id) do update set used = messaging_limits.used`.execute(tx)
  const { rows } = await sql<{ used: number }>`
    with gone as (
      delete from reached_people
      where waba_id = ${wabaId} and reached_at <= ${at}::timestamptz - interval '24 hours' returning 1
    )
    update messaging_limits set used = used - (select count(*) from gone)
    where waba_id = ${wabaId} returning used`.execute(tx)
  const free = Math.max(0, limit - rows[0]!.used)
  if (free > 0) return { free, nextAt: undefined }
  const { rows: oldest } = await sql<{ at: Date }>`
    select reached_at + interval '24 hours' as at from reached_people
    where waba_id = ${wabaId} order by reached_at limit 1`.execute(tx)
  return { free, nextAt: oldest[0]?.at }
}
