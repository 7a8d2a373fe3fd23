import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/**
 * The pace to one person: a message each period, and bursts that are lent from the future (Cloud API, rates and tiers:
 * 6 seconds, 45 messages). `paid_at` is when everything that was sent is paid off, as in the generic cell rate
 * algorithm; a message may go while that is less than a burst ahead.
 */
export type PairPace = { periodMs: number; burst: number }

/**
 * A little slower than WhatsApp allows, since it counts when messages arrive, and their ways are not equally long:
 * one message of the burst and a hundredth of the period are left to that.
 */
export const PAIR_PACE: PairPace = { periodMs: 6_060, burst: 44 }

/** How far ahead a person's messages may be paid off for another one to go. */
export const toleranceMs = ({ periodMs, burst }: PairPace): number => (burst - 1) * periodMs

/** Forgets the people to whom everything is paid off: they may be written to as if it were the first time. */
export const forgetPaidPairs = async (database: Database): Promise<void> => {
  await sql`delete from pair_pace where paid_at < now()`.execute(database)
}
