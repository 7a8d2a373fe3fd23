import { commit, type Sandbox } from '../context.ts'
import { createWamid } from '../ids.ts'
import { type Fields, isFields } from '../messages/fields.ts'
import { isUserId } from '../phone-number.ts'
import type { Customer, InboundMessage, PhoneNumber } from '../state/state.ts'
import { scheduleInbound } from '../webhooks/schedule-statuses.ts'
import { createCustomer } from './create-customer.ts'
import { completeInboundMedia, isInboundMediaType } from './inbound-media.ts'

export type InboundRequest = {
  number: PhoneNumber
  /** Digits, or a user id of somebody who shows no number. */
  from: string
  name?: string | undefined
  type: string
  message: Fields
  copies: number
}

/** Who writes: known, or known from now on; his or her window to this number opens. */
const noteCustomer = (sandbox: Sandbox, { number, from, name }: InboundRequest, now: number): Customer => {
  const { state } = sandbox
  const known = state.customers.get(from) ?? state.customersByUserId.get(from) ?? createCustomer(state, from)
  const customer: Customer = {
    ...known,
    name: name ?? known.name,
    lastWroteAt: { ...known.lastWroteAt, [number.id]: now },
  }
  commit(sandbox, { t: 'customer', customer })
  return customer
}

/** A customer's message: puts it down and sends it to whoever is subscribed. An `id` that is given is kept. */
export const receiveMessage = async (sandbox: Sandbox, request: InboundRequest): Promise<InboundMessage> => {
  const { state } = sandbox
  const { number, from, type, message } = request
  const content = message[type]
  const completed =
    isInboundMediaType(type) && isFields(content)
      ? { [type]: await completeInboundMedia(sandbox, type, content) }
      : {}
  const now = sandbox.now()
  const customer = noteCustomer(sandbox, request, now)
  const n = state.inbound.nextN()
  const id = typeof message['id'] === 'string' ? message['id'] : createWamid('inbound', from, n)
  const inbound: InboundMessage = {
    n,
    id,
    numberId: number.id,
    party: customer.key,
    at: now,
    previousOfParty: 0,
    copies: request.copies,
    message: {
      ...(customer.waId !== undefined && !isUserId(from) && { from: customer.waId }),
      from_user_id: customer.userId,
      timestamp: String(Math.floor(now / 1000)),
      ...message,
      ...completed,
      id,
    },
    isAcknowledged: request.copies === 0,
  }
  commit(sandbox, { t: 'inbound', message: inbound })
  scheduleInbound(sandbox, inbound)
  sandbox.rates.spendNumber(number, now)
  sandbox.stats.received++
  sandbox.feed.touch(customer.key, number.id)
  return inbound
}
