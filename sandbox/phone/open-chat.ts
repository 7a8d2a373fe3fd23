import { commit, type Sandbox } from '../context.ts'
import { createCustomer } from '../inbound/create-customer.ts'
import type { OutboundMessage } from '../state/state.ts'
import { scheduleRead } from '../webhooks/schedule-statuses.ts'
import { listMessages } from './list-messages.ts'
import { toPerson } from './person.ts'

const canBecomeRead = ({ plan }: OutboundMessage): boolean => plan[1] >= 0 && plan[2] < 0 && plan[3] < 0

/**
 * The phone shows a conversation: nothing in it is unread from now on, and to somebody whose receipts are
 * given on opening, the business's messages become read.
 */
export const openChat = (sandbox: Sandbox, party: string, numberId: string): void => {
  const { state } = sandbox
  const now = sandbox.now()
  const person = toPerson(state, party)
  // Somebody whom nobody had heard of becomes a customer when his or her phone is taken up.
  const before = person.customer ?? createCustomer(state, person.key)
  const openedBefore = before.openedAt?.[numberId] ?? 0
  const customer = { ...before, openedAt: { ...before.openedAt, [numberId]: now } }
  const opened: OutboundMessage[] = []
  if (customer.receipts === 'opened') {
    for (const item of listMessages(state, person, numberId, now)) {
      if (item.kind !== 'out' || !canBecomeRead(item.message)) continue
      // What was shown before and did not become read then, never does.
      if (item.at + item.message.plan[1] <= openedBefore) break
      opened.push(item.message)
    }
  }
  commit(sandbox, { t: 'customer', customer })
  if (opened.length > 0) commit(sandbox, { t: 'opened', n: opened.map(({ n }) => n), at: now })
  for (const message of opened.toReversed()) scheduleRead(sandbox, message)
  sandbox.feed.touch(customer.key, numberId)
}
