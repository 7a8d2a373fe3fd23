import type { Sandbox } from './context.ts'
import { scheduleReview } from './templates/review.ts'
import { accountLane } from './webhooks/outbox.ts'
import { scheduleInbound, scheduleStatuses } from './webhooks/schedule-statuses.ts'

/** Puts everything on its way again that was not finished when the process ended. */
export const resumePending = (sandbox: Sandbox): void => {
  const { state, outbox } = sandbox
  for (const message of state.inbound.list()) scheduleInbound(sandbox, message)
  for (const message of state.outbound.list()) if (message.copies > 0) scheduleStatuses(sandbox, message)
  for (const event of state.events.values()) outbox.add(accountLane, { kind: 'event', event, at: event.at })
  for (const template of state.templates.values()) scheduleReview(sandbox, template)
}
