import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'

/**
 * How fast a number may send: a token bucket whose pace halves with each throttle and comes back by itself. Times are
 * Unix milliseconds by the database's clock, the one that all processes have.
 */
export type NumberPace = {
  /** Sends that may go out now. */
  tokens: number
  /** The part of the full pace that is used, from 0 to 1. */
  share: number
  filledAt: number
  pausedUntil: number
}

/** Of the full pace, how much comes back each second after a throttle. */
const RECOVERY_PER_SECOND = 0.05
/** Sends that may go out at one moment, as a part of a second's worth: so much a second may have above the pace. */
const BURST_SECONDS = 0.05

/** A number that has not sent for a while. */
export const newPace = (perSecond: number, now: number): NumberPace => ({
  tokens: capacity(perSecond),
  share: 1,
  filledAt: now,
  pausedUntil: 0,
})

const capacity = (perSecond: number): number => Math.max(1, perSecond * BURST_SECONDS)

/** The pace at a later moment. Clocks that go back are taken as standing still. */
export const refill = (pace: NumberPace, perSecond: number, now: number): NumberPace => {
  const seconds = Math.max(0, now - Math.max(pace.filledAt, pace.pausedUntil)) / 1_000
  const share = Math.min(1, pace.share + RECOVERY_PER_SECOND * seconds)
  return {
    ...pace,
    share,
    tokens: Math.min(capacity(perSecond * share), pace.tokens + perSecond * share * seconds),
    filledAt: Math.max(pace.filledAt, now),
  }
}

/** What a refilled pace lets go of `wanted`. */
export const grant = (pace: NumberPace, wanted: number, now: number): number =>
  now < pace.pausedUntil ? 0 : Math.max(0, Math.min(wanted, Math.floor(pace.tokens)))

/**
 * WhatsApp throttled the number: half the pace, and none at all for `pauseMs`. Requests in flight fail together; only
 * the first of them halves the pace.
 */
export const throttle = (pace: NumberPace, perSecond: number, now: number, pauseMs: number): NumberPace => ({
  ...pace,
  share: isPaused(pace, now) ? pace.share : Math.max(1 / perSecond, pace.share / 2),
  pausedUntil: Math.max(pace.pausedUntil, now + pauseMs),
  tokens: 0,
})

const isPaused = ({ pausedUntil }: NumberPace, now: number): boolean => now < pausedUntil

/**
 * When it is worth while to ask again, in milliseconds from now: at once while there are tokens, else when half a
 * burst has gathered, since a claim for each single send would be many small ones. What has just been accepted does
 * not wait for that.
 */
export const waitMsOf = (pace: NumberPace, perSecond: number, now: number, isUrgent = false): number => {
  if (now < pace.pausedUntil) return Math.ceil(pace.pausedUntil - now)
  if (pace.tokens >= 1) return 0
  const rate = perSecond * pace.share
  const wanted = isUrgent ? 1 : Math.max(1, capacity(rate) / 2)
  return Math.ceil(((wanted - pace.tokens) / rate) * 1_000)
}

/** The pace of a number, refilled, with the moment at which that holds; nobody else changes it in this transaction. */
export type LockedPace = NumberPace & {
  now: number
  /** The same moment as PostgreSQL writes it, to the microsecond. */
  at: string
}

type Row = {
  tokens: number
  share: number
  filled_ms: number
  paused_ms: number
  now_ms: number
  at: string
}

export const lockPace = async (tx: Tx, integrationId: number, perSecond: number): Promise<LockedPace> => {
  const row = (await findPace(tx, integrationId)) ?? (await insertPace(tx, integrationId, perSecond))
  const pace = { tokens: row.tokens, share: row.share, filledAt: row.filled_ms, pausedUntil: row.paused_ms }
  return { ...refill(pace, perSecond, row.now_ms), now: row.now_ms, at: row.at }
}

/** The clock is read outside of the locking query, since inside it would be read before the wait for the lock. */
const findPace = async (tx: Tx, integrationId: number): Promise<Row | undefined> => {
  const { rows } = await sql<Row>`/* lock-pace */
    select tokens, share, extract(epoch from filled_at)::float8 * 1000 as filled_ms,
      greatest(0, extract(epoch from paused_until)::float8 * 1000) as paused_ms,
      extract(epoch from clock.at)::float8 * 1000 as now_ms, clock.at::text as at
    from (select * from number_pace where integration_id = ${integrationId} for update) pace
    cross join lateral (select case when pace.tokens is not null then clock_timestamp() end as at) clock`.execute(
    tx,
  )
  return rows[0]
}

const insertPace = async (tx: Tx, integrationId: number, perSecond: number): Promise<Row> => {
  await sql`
    insert into number_pace (integration_id, tokens, filled_at)
    values (${integrationId}, ${newPace(perSecond, 0).tokens}, clock_timestamp())
    on conflict do nothing`.execute(tx)
  return (await findPace(tx, integrationId))!
}

export const updatePace = async (tx: Tx, integrationId: number, pace: NumberPace): Promise<void> => {
  await sql`/* update-pace */
    update number_pace set tokens = ${pace.tokens}, share = ${pace.share},
      filled_at = to_timestamp(${pace.filledAt / 1_000}::float8),
      paused_until = to_timestamp(${pace.pausedUntil / 1_000}::float8)
    where integration_id = ${integrationId}`.execute(tx)
}

/** Throttles numbers for all processes. Answers the ids of those that were not paused already. */
export const throttleNumbers = (
  database: Database,
  numbers: { id: number; messagesPerSecond: number }[],
  pauseMs: number,
): Promise<number[]> =>
  database.transaction().execute(async (tx) => {
    const throttled: number[] = []
    for (const { id, messagesPerSecond } of numbers.toSorted((a, b) => a.id - b.id)) {
      const pace = await lockPace(tx, id, messagesPerSecond)
      if (!isPaused(pace, pace.now)) throttled.push(id)
      await updatePace(tx, id, throttle(pace, messagesPerSecond, pace.now, pauseMs))
    }
    return throttled
  })
