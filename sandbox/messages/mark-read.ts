import { commit, type Sandbox } from '../context.ts'
import { findWamidSerial } from '../ids.ts'
import type { InboundMessage, PhoneNumber, State } from '../state/state.ts'

const findReceived = ({ inbound }: State, id: string): InboundMessage | undefined => {
  const found = findWamidSerial(id)
  const message = found?.direction === 'inbound' ? inbound.find(found.serial) : undefined
  return message?.id === id ? message : undefined
}

/**
 * The business has read a customer's message and all before it, and perhaps begins to type (Cloud API, mark as
 * read). A message that is not known here, or was given an id in another form, is let pass.
 */
export const markRead = (sandbox: Sandbox, number: PhoneNumber, id: string, isTyping: boolean): void => {
  const message = findReceived(sandbox.state, id)
  if (!message || message.numberId !== number.id) return
  const customer = sandbox.state.customers.get(message.party)
  if (customer && (customer.readN?.[number.id] ?? 0) < message.n) {
    const readN = { ...customer.readN, [number.id]: message.n }
    commit(sandbox, { t: 'customer', customer: { ...customer, readN } })
  }
  if (isTyping) sandbox.typing.start(message.party, number.id)
  sandbox.feed.touch(message.party, number.id)
}
