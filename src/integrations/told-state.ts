import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { insertMissingFetchJobs } from '../media/fetch-jobs.ts'
import { insertWaitingUploadJobs } from '../media/upload-jobs.ts'

/**
 * What WhatsApp tells of a number's state comes late, twice and in any order: the latest word counts. Of two with
 * the same second, the later in the alphabet, and of a stop and a start the stop.
 */

export const setQuality = async (tx: Tx, id: number, quality: string, at: Date): Promise<void> => {
  await sql`
    update integrations set quality = ${quality}, quality_told_at = ${at}, updated_at = now()
    where id = ${id} and (${at}::timestamptz, ${quality}::text collate "C")
      > (quality_told_at, coalesce(quality, '') collate "C")`.execute(tx)
}

/** People whom the business may write to in 24 hours, such as `TIER_2K`. */
export const setTier = async (tx: Tx, id: number, tier: string, at: Date): Promise<void> => {
  await sql`
    update integrations set messaging_tier = ${tier}, tier_told_at = ${at}, updated_at = now()
    where id = ${id} and (${at}::timestamptz, ${tier}::text collate "C")
      > (tier_told_at, coalesce(messaging_tier, '') collate "C")`.execute(tx)
}

/**
 * Messages a second of a number that was upgraded (Cloud API, rates and tiers); none is ever downgraded. What a
 * person has set stays.
 */
const UPGRADED_PER_SECOND = 1_000

export const upgradeThroughput = async (tx: Tx, id: number): Promise<void> => {
  await sql`
    update integrations set messages_per_second = ${UPGRADED_PER_SECOND}, updated_at = now()
    where id = ${id} and messages_per_second < ${UPGRADED_PER_SECOND} and own_throughput is null`.execute(tx)
}

/** Stops a number because of its account. One that is stopped for another reason stays so, with that reason. */
export const stopNumber = async (tx: Tx, id: number, reason: string, at: Date): Promise<void> => {
  await sql`
    update integrations
    set status_told_at = ${at}, updated_at = now(),
      status = case when status = 'activated' then 'suspended' else status end,
      suspended_by = case when status = 'activated' then 'account' else suspended_by end,
      status_reason = case when status = 'activated' or suspended_by = 'account' then ${reason}
        else status_reason end
    where id = ${id} and (status_told_at < ${at} or (status_told_at = ${at}
      and (suspended_by is distinct from 'account' or status_reason collate "C" < ${reason}::text)))`.execute(
    tx,
  )
}

/** Lets a number go on that was stopped because of its account, with what waited meanwhile. */
export const reinstateNumber = async (tx: Tx, id: number, at: Date): Promise<void> => {
  const { rows } = await sql<{ is_activated: boolean }>`
    update integrations
    set status_told_at = ${at}, updated_at = now(),
      status = case when suspended_by = 'account' then 'activated' else status end,
      status_reason = case when suspended_by = 'account' then null else status_reason end,
      suspended_by = case when suspended_by = 'account' then null else suspended_by end
    where id = ${id} and status_told_at < ${at}
    returning status = 'activated' as is_activated`.execute(tx)
  if (!rows[0]?.is_activated) return
  await insertWaitingUploadJobs(tx, id)
  await insertMissingFetchJobs(tx, id)
}
