import { type Bell, createBell, type OwnBell } from './bell.ts'
import type { Presence } from './presence.ts'

/** What processes wake each other for. */
const NAMES = [
  /** Messages were stored, or may go now; of these numbers. */
  'messages',
  /** Raw events of WhatsApp were stored. */
  'inbound',
  /** Something was appended to the log of events. */
  'events',
  /** Deliveries of webhooks are due; of these endpoints. */
  'deliveries',
  /** Bulk sends were made or changed. */
  'bulk',
  /** Numbers were changed: what is remembered of them is forgotten. */
  'numbers',
  /** The same of templates. */
  'templates',
  /** The same of tokens and keys, by their ids. */
  'tokens',
] as const

export type BellName = (typeof NAMES)[number]

/** Bells that ring here at once, and in all other processes on the database some milliseconds later. */
export type Bells = Record<BellName, Bell>

/** Rings of so many milliseconds travel together. */
const GAP_MS = 5
/** More ids than these are told as "all": a notification holds 8,000 bytes at most (PostgreSQL, NOTIFY). */
const MAX_IDS = 200

type Ids = Set<number> | 'all'
type Rings = Partial<Record<BellName, number[] | 'all'>>

/**
 * After a gap in what this process hears, all its bells ring: something may have been missed. After the stop nobody hears
 * one.
 */
export const startBells = (presence: Presence): { bells: Bells; stop(): void } => {
  const local = Object.fromEntries(NAMES.map((name) => [name, createBell()])) as Record<BellName, OwnBell>
  let pending = new Map<BellName, Ids>()
  let isTelling = false

  const tell = async (): Promise<void> => {
    while (pending.size > 0) {
      const rings: Rings = Object.fromEntries(
        [...pending].map(([name, ids]) => [name, ids === 'all' ? ids : [...ids]]),
      )
      pending = new Map()
      await presence.tell(JSON.stringify(rings))
      await new Promise((resolve) => setTimeout(resolve, GAP_MS).unref())
    }
    isTelling = false
  }

  const note = (name: BellName, ids: Iterable<number> | undefined): void => {
    pending.set(name, joinIds(pending.get(name), ids))
    // In a moment: what happens together is told together.
    if (!isTelling) {
      isTelling = true
      setImmediate(() => void tell())
    }
  }

  presence.listen(
    (text) => {
      const rings = readRings(text)
      // A process of another version may ring what this one does not have.
      for (const name of NAMES) {
        const ids = rings[name]
        if (ids) local[name].ring(ids === 'all' ? undefined : ids)
      }
    },
    () => {
      for (const name of NAMES) local[name].ring()
    },
  )

  const connect = (name: BellName): Bell => ({
    subscribe: local[name].subscribe,
    ring: (ids) => {
      const all = ids && [...ids]
      local[name].ring(all)
      note(name, all)
    },
  })
  return {
    bells: Object.fromEntries(NAMES.map((name) => [name, connect(name)])) as Bells,
    stop: () => {
      for (const name of NAMES) local[name].silence()
    },
  }
}

/** Others may use the channel, too: what is not ours is passed over. */
const readRings = (text: string): Rings => {
  try {
    return (JSON.parse(text) as Rings | null) ?? {}
  } catch {
    return {}
  }
}

const joinIds = (known: Ids | undefined, ids: Iterable<number> | undefined): Ids => {
  if (known === 'all' || ids === undefined) return 'all'
  const joined = new Set([...(known ?? []), ...ids])
  return joined.size > MAX_IDS ? 'all' : joined
}
