import type { MessageState } from '../../messages/states.ts'
import type { StoredRow, World } from './world.ts'

/** Meta's word of a message, in the order in which it may grow. */
const RANK: Partial<Record<MessageState, number>> = {
  accepted: 1,
  sent: 2,
  failed: 3,
  delivered: 4,
  read: 5,
}

const NO_STATUS = 9_000_004

/** May a message that stood at `from` stand at `to` a moment later? */
const isLawfulMove = (from: StoredRow, to: StoredRow): boolean => {
  if (from.state === to.state || from.state === 'queued') return true
  if (from.state === 'unknown') return to.state !== 'expired' && to.state !== 'cancelled'
  const before = RANK[from.state]
  const after = RANK[to.state]
  const isBySilence = from.state === 'failed' && from.error_code === NO_STATUS
  if (isBySilence || from.state === 'expired') return after !== undefined
  return before !== undefined && after !== undefined && after > before
}

const TIME_OF: Partial<Record<MessageState, keyof StoredRow>> = {
  accepted: 'accepted_at',
  sent: 'sent_at',
  delivered: 'delivered_at',
  read: 'read_at',
  failed: 'failed_at',
  unknown: 'unknown_at',
  expired: 'expired_at',
}

/** Remembers where the messages of a world stood, and finds what is against the promises. */
export const createLaws = (world: World) => {
  let before = new Map<string, StoredRow>()
  let eventsBefore = new Map<string, string[]>()

  const findBreach = async (): Promise<string | undefined> => {
    const now = await world.list()
    const events = await world.listEvents()
    for (const [id, row] of now) {
      const breach = ofMessage(row, before.get(id), events.get(id) ?? [], eventsBefore.get(id) ?? [])
      if (breach)
        return `${breach}: ${JSON.stringify({ before: before.get(id), row, events: events.get(id) })}`
    }
    if (world.doubled.length > 0) return `sent twice without having been unknown: ${world.doubled}`
    before = now
    eventsBefore = events
    return undefined
  }

  const ofMessage = (
    row: StoredRow,
    earlier: StoredRow | undefined,
    events: string[],
    earlierEvents: string[],
  ): string | undefined => {
    const isOpen = row.state === 'queued' || row.state === 'unknown'
    if (isOpen && row.queue_state === null) return 'a message that is not settled has left the queue'
    // One that is being sent leaves it when its answer, or the end of its process, is noted.
    if (!isOpen && row.queue_state !== null && row.queue_state !== 'sending')
      return 'a message that has ended stands in the queue'
    if (row.state === 'unknown' && row.queue_state === 'queued') return 'an unknown message waits to be sent'
    if (earlier && !isLawfulMove(earlier, row)) return `it went back from ${earlier.state} to ${row.state}`
    const fresh = events.slice(earlierEvents.length)
    if (row.state !== earlier?.state && !fresh.includes(row.state)) return 'a change without its event'
    const time = TIME_OF[row.state]
    if (time && row[time] === null) return 'a state without its time'
    return undefined
  }

  return { findBreach }
}
