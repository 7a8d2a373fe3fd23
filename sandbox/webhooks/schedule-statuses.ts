import type { Sandbox } from '../context.ts'
import type { InboundMessage, OutboundMessage } from '../state/state.ts'
import type { Update } from './update.ts'

/** The second copy of a webhook comes by itself, so that it is not in the same request. */
const duplicateDelayMs = 50

type Parts = Pick<Sandbox, 'schedule' | 'outbox' | 'feed'>

const tell = ({ schedule, outbox, feed }: Parts, update: Extract<Update, { message: unknown }>): void => {
  const { at, message } = update
  schedule.at(at, () => {
    if (message.copies > 0) outbox.add(message.numberId, update)
    if (update.kind === 'status') feed.touch(message.party, message.numberId)
  })
  if (message.copies > 1) {
    schedule.at(at + duplicateDelayMs, () => outbox.add(message.numberId, update))
  }
}

/** Puts down when each status of a message is told, but for those that a receiver has taken already. */
export const scheduleStatuses = (parts: Parts, message: OutboundMessage): void => {
  for (const [place, delayMs] of message.plan.entries()) {
    if (delayMs < 0 || message.acknowledged & (1 << place)) continue
    tell(parts, {
      kind: 'status',
      message,
      place,
      at: message.at + (message.dispatch?.[place] ?? delayMs),
    })
  }
}

/** The same for the status `read` alone, of a message that was opened on the phone. */
export const scheduleRead = (parts: Parts, message: OutboundMessage): void =>
  tell(parts, { kind: 'status', message, place: 2, at: message.at + message.plan[2] })

/** Puts a customer's message on its way. */
export const scheduleInbound = (parts: Parts, message: InboundMessage): void => {
  if (!message.isAcknowledged) tell(parts, { kind: 'inbound', message, at: message.at })
}
