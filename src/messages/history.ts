import { type MessageError, OWN_ERRORS } from './own-errors.ts'
import type { StoredMessage } from './queries.ts'

export type HistoryEntry = { status: string; at: Date; error?: MessageError }

/** What became of a message, oldest first, read off its times. */
export const historyOf = (message: StoredMessage): HistoryEntry[] => {
  const { error } = message
  const entries: [string, Date | null, MessageError | null][] = [
    [message.direction === 'inbound' ? 'received' : 'queued', message.created_at, null],
    ['accepted', acceptedAt(message), null],
    ['unknown', message.unknown_at, message.state === 'unknown' ? error : OWN_ERRORS.outcomeUnknown],
    ['sent', message.sent_at, null],
    ['delivered', message.delivered_at, null],
    ['read', message.read_at, null],
    ['failed', message.failed_at, error],
    ['expired', message.expired_at, error],
    ['cancelled', message.cancelled_at, error],
  ]
  const history = entries
    .flatMap(([status, at, why]) => (at ? [{ status, at, ...(why && { error: why }) }] : []))
    .sort((a, b) => second(a.at) - second(b.at) || order(a.status) - order(b.status))
  // Times that come from two clocks never run backwards here.
  return history.map((entry, index) => ({
    ...entry,
    at: new Date(Math.max(...history.slice(0, index + 1).map(({ at }) => at.getTime()))),
  }))
}

/** What WhatsApp tells of it was accepted before, however late its answer was noted. */
const acceptedAt = ({ accepted_at, sent_at, delivered_at, read_at }: StoredMessage): Date | null => {
  if (!accepted_at) return null
  const times = [accepted_at, sent_at, delivered_at, read_at].flatMap((at) => (at ? [at.getTime()] : []))
  return new Date(Math.min(...times))
}

/** Meta's times are whole seconds: within one, the states stand in their natural order. */
const second = (at: Date): number => Math.floor(at.getTime() / 1_000)
const ORDER = ['queued', 'unknown', 'accepted', 'sent', 'delivered', 'read']
const order = (status: string): number => (ORDER.includes(status) ? ORDER.indexOf(status) : ORDER.length)
