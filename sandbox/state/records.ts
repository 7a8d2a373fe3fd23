import type { Settings } from '../settings.ts'
import { type Template, templateKey } from '../templates/template.ts'
import { packText, unpackText } from './packed-text.ts'
import type {
  AccountEvent,
  AppSetup,
  Customer,
  InboundMessage,
  Installation,
  MediaFile,
  OutboundMessage,
  PhoneNumber,
  ReceiverSecrets,
  State,
  Subscription,
} from './state.ts'

/** One line of the journal. Applying one twice, or an older snapshot's before it, comes to the same. */
export type StateRecord =
  | { t: 'installation'; installation: Installation }
  | { t: 'settings'; settings: Settings }
  | { t: 'app'; app: AppSetup }
  | { t: 'number'; number: PhoneNumber }
  | { t: 'subscription'; subscription: Subscription }
  | { t: 'template'; template: Template }
  | { t: 'template-gone'; id: string }
  | { t: 'template-key-kept'; key: string; until: number }
  | { t: 'media'; media: MediaFile }
  | { t: 'media-gone'; id: string }
  | { t: 'customer'; customer: Customer }
  | { t: 'receiver-secrets'; secrets: ReceiverSecrets }
  | { t: 'outbound'; message: OutboundMessage }
  /** Messages, by `n`, that were opened on the phone at a time. */
  | { t: 'opened'; n: number[]; at: number }
  | { t: 'inbound'; message: InboundMessage }
  | { t: 'event'; event: AccountEvent }
  /** What a receiver has taken: statuses as 4 n + k, inbound messages and events by n. */
  | { t: 'taken'; s?: number[]; i?: number[]; e?: number[] }
  | { t: 'clear'; outbound: number; inbound: number }

const applyTaken = (state: State, record: Extract<StateRecord, { t: 'taken' }>): void => {
  for (const key of record.s ?? []) {
    const message = state.outbound.find(Math.floor(key / 4))
    if (message) message.acknowledged |= 1 << (key % 4)
  }
  for (const n of record.i ?? []) {
    const message = state.inbound.find(n)
    if (message) message.isAcknowledged = true
  }
  for (const n of record.e ?? []) state.events.delete(n)
}

/** A plan may be shared with other messages: this one gets one of its own. */
const applyOpened = ({ outbound }: State, { n: list, at }: Extract<StateRecord, { t: 'opened' }>): void => {
  for (const n of list) {
    const message = outbound.find(n)
    if (message) message.plan = [message.plan[0], message.plan[1], at - message.at, message.plan[3]]
  }
}

const removeTemplate = (state: State, id: string): void => {
  const template = state.templates.get(id)
  if (!template) return
  state.templates.delete(id)
  state.templatesByKey.delete(templateKey(template))
}

/** What a message has in common with the one before it is kept once. */
const addOutbound = ({ outbound, numbers }: State, message: OutboundMessage): void => {
  if (message.n < outbound.nextN()) return
  const before = outbound.find(message.n - 1)
  message.numberId = numbers.get(message.numberId)?.id ?? message.numberId
  if (before?.category === message.category) message.category = before.category
  if (before?.plan.every((ms, place) => ms === message.plan[place])) message.plan = before.plan
  outbound.add(message)
}

/** Puts a record's content into the state: the only way in which the state changes, live and in a replay. */
export const applyRecord = (state: State, record: StateRecord): void => {
  switch (record.t) {
    case 'installation':
      state.installation = record.installation
      return
    case 'settings':
      state.settings = record.settings
      return
    case 'app':
      state.app = record.app
      return
    case 'number':
      state.numbers.set(record.number.id, record.number)
      return
    case 'subscription':
      state.subscription = record.subscription
      return
    case 'template':
      state.templates.set(record.template.id, record.template)
      state.templatesByKey.set(templateKey(record.template), record.template)
      return
    case 'template-gone':
      removeTemplate(state, record.id)
      return
    case 'template-key-kept':
      state.keptTemplateKeys.set(record.key, record.until)
      return
    case 'media':
      state.media.set(record.media.id, record.media)
      return
    case 'media-gone':
      state.media.delete(record.id)
      return
    case 'customer':
      state.customers.set(record.customer.key, record.customer)
      state.customersByUserId.set(record.customer.userId, record.customer)
      return
    case 'outbound':
      addOutbound(state, record.message)
      return
    case 'opened':
      applyOpened(state, record)
      return
    case 'receiver-secrets':
      state.receiverSecrets = record.secrets
      return
    case 'inbound':
      if (record.message.n >= state.inbound.nextN()) state.inbound.add(record.message)
      return
    case 'event':
      state.events.set(record.event.n, record.event)
      state.nextEventN = Math.max(state.nextEventN, record.event.n + 1)
      return
    case 'taken':
      applyTaken(state, record)
      return
    case 'clear':
      state.outbound.clear(record.outbound)
      state.inbound.clear(record.inbound)
      return
  }
}

/** The body stands last and as it came, so that a replay need not parse it. Quotes inside texts are escaped: the mark is found once. */
const bodyMark = ',"body":'

const encodeOutbound = (message: OutboundMessage): string => {
  const { packedBody, previousOfParty: _, ...head } = message
  return `{"t":"outbound",${JSON.stringify(head).slice(1, -1)}${bodyMark}${unpackText(packedBody)}}`
}

const findOutbound = (line: string): OutboundMessage => {
  const mark = line.indexOf(bodyMark)
  const head: OutboundMessage = JSON.parse(`${line.slice(0, mark)}}`)
  // Every message has the same fields in the same order, which takes less memory than those that were written.
  return {
    n: head.n,
    id: head.id,
    numberId: head.numberId,
    party: head.party,
    at: head.at,
    previousOfParty: 0,
    plan: head.plan,
    dispatch: head.dispatch,
    copies: head.copies,
    failure: head.failure,
    callbackData: head.callbackData,
    category: head.category,
    isFree: head.isFree,
    packedBody: packText(line.slice(mark + bodyMark.length, -1)),
    acknowledged: head.acknowledged,
  }
}

/** A record as one line of text. */
export const encodeRecord = (record: StateRecord): string =>
  record.t === 'outbound' ? encodeOutbound(record.message) : JSON.stringify(record)

/** The record of a line; undefined when it is none. */
export const findRecord = (line: string): StateRecord | undefined => {
  try {
    return line.startsWith('{"t":"outbound",')
      ? { t: 'outbound', message: findOutbound(line) }
      : JSON.parse(line)
  } catch {
    return undefined
  }
}
