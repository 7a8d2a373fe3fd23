import type { Sandbox } from '../context.ts'
import type { InboundMessage, OutboundMessage } from '../state/state.ts'
import type { Update } from './update.ts'

/** The second copy of a webhook comes by itself, so that it is not in the same request. */
const duplicateDelayMs = 50

type Parts = Pick<Sandbox, 'schedule' | 'outbox'>

const tell = (
  { schedule, outbox }: Parts,
  atMs: number,
  laneId: string,
  update: Update,
  copies: number,
): void => {
  if (copies === 0) return
  schedule.at(atMs, () => outbox.add(laneId, update))
  if (copies > 1) schedule.at(atMs + duplicateDelayMs, () => outbox.add(laneId, update))
}

/** Puts down when each status of a message is told, but for those that a receiver has taken already. */
export const scheduleStatuses = (parts: Parts, message: OutboundMessage): void => {
  if (message.copies === 0) return
  for (const [place, delayMs] of message.plan.entries()) {
    if (delayMs < 0 || message.acknowledged & (1 << place)) continue
    const atMs = message.at + (message.dispatch?.[place] ?? delayMs)
    tell(parts, atMs, message.numberId, { kind: 'status', message, place, at: atMs }, message.copies)
  }
}

/** Puts a customer's message on its way. */
export const scheduleInbound = (parts: Parts, message: InboundMessage): void => {
  if (message.isAcknowledged) return
  tell(parts, message.at, message.numberId, { kind: 'inbound', message, at: message.at }, message.copies)
}
