import { commit, type Sandbox } from '../context.ts'
import type { FaultSubject } from '../faults/fault.ts'
import { GraphError } from '../graph/graph-error.ts'
import { createWamid } from '../ids.ts'
import { packText } from '../state/packed-text.ts'
import type { OutboundMessage, PhoneNumber } from '../state/state.ts'
import { scheduleStatuses } from '../webhooks/schedule-statuses.ts'
import { checkMessage } from './check-message.ts'
import { findFailure } from './failure.ts'
import type { Fields } from './fields.ts'
import type { Outgoing } from './outgoing.ts'
import { createPlan, shufflePlan } from './plan.ts'
import { type Recipient, readRecipient } from './recipient.ts'
import { isWindowOpen } from './window.ts'

export type Accepted = { message: OutboundMessage; recipient: Recipient; type: string }

const takeRates = (sandbox: Sandbox, number: PhoneNumber, party: string, now: number): void => {
  if (!sandbox.rates.takeNumber(number, now)) {
    throw new GraphError(
      130429,
      `Message failed to send because there were too many messages sent from this phone number in a short period of time: it may send ${number.messagesPerSecond} per second.`,
    )
  }
  if (!sandbox.rates.takePair(number, party, now)) {
    throw new GraphError(
      131056,
      'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time: one per 6 seconds, 45 in a burst.',
    )
  }
}

/** Free-form messages and utility templates cost nothing inside an open window (Cloud API, pricing). */
const isFreeInWindow = ({ template }: Outgoing): boolean =>
  template === undefined || template.category === 'UTILITY'

/**
 * Checks a message, appends it to the journal and plans its statuses. Throws a `GraphError` for what Meta
 * refuses. The caller waits for the journal before it answers.
 */
export const acceptMessage = (
  sandbox: Sandbox,
  number: PhoneNumber,
  body: Fields,
  raw: string,
  subject: FaultSubject,
): Accepted => {
  const { state, faults } = sandbox
  const { settings } = state
  const now = sandbox.now()
  const recipient = readRecipient(state, number, body)
  const outgoing = checkMessage(state, now, body, recipient.isUserId)
  if (settings.enforce_rates) takeRates(sandbox, number, recipient.party, now)

  const failing = faults.claim('failed', subject)
  const failure = failing
    ? { code: failing.code ?? 131000, details: 'Message failed as a fault of the sandbox asked for.' }
    : findFailure(state, settings, number, recipient, outgoing, now)
  const copies = faults.claim('no_webhook', subject) ? 0 : faults.claim('duplicate_webhook', subject) ? 2 : 1
  const plan = createPlan(settings, outgoing.type, failure !== undefined, recipient.customer?.receipts)
  const callbackData = body['biz_opaque_callback_data']
  const n = state.outbound.nextN()
  const message: OutboundMessage = {
    n,
    id: createWamid('outbound', recipient.party, n),
    numberId: number.id,
    party: recipient.party,
    at: now,
    previousOfParty: 0,
    plan,
    dispatch: faults.claim('shuffle_webhooks', subject) ? shufflePlan(plan) : undefined,
    copies,
    failure,
    callbackData: typeof callbackData === 'string' ? callbackData : undefined,
    category: outgoing.template?.category.toLowerCase() ?? 'service',
    isFree: isFreeInWindow(outgoing) && isWindowOpen(recipient.customer, number, now),
    packedBody: packText(raw),
    acknowledged: 0,
  }
  commit(sandbox, { t: 'outbound', message })
  scheduleStatuses(sandbox, message)
  sandbox.typing.stop(recipient.customer?.key ?? recipient.party, number.id)
  sandbox.stats.accepted++
  return { message, recipient, type: outgoing.type }
}
