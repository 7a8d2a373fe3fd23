import type { InboundMessage, OutboundMessage, State } from '../state/state.ts'
import type { Person } from './person.ts'

export type ChatMessage =
  | { kind: 'in'; at: number; message: InboundMessage }
  | { kind: 'out'; at: number; message: OutboundMessage }

const ofNumber = function* (
  state: State,
  party: string,
  numberId: string,
  kind: ChatMessage['kind'],
): Generator<ChatMessage> {
  const log = kind === 'in' ? state.inbound : state.outbound
  for (const message of log.newestFirst(party)) {
    if (message.numberId === numberId) yield { kind, at: message.at, message } as ChatMessage
  }
}

/** Several lists, each newest first, as one. */
export const mergeNewestFirst = function* <T extends { at: number }>(lists: Generator<T>[]): Generator<T> {
  const heads = lists.map((list) => list.next())
  for (;;) {
    let newest = -1
    for (const [index, head] of heads.entries()) {
      if (!head.done && (newest < 0 || head.value.at > heads[newest]!.value.at)) newest = index
    }
    if (newest < 0) return
    yield heads[newest]!.value
    heads[newest] = lists[newest]!.next()
  }
}

/** When a message of the business's shows on the phone: when it is delivered, or is known to have failed; -1: never. */
const shownAfterMs = ({ plan }: OutboundMessage): number =>
  plan[3] >= 0 ? plan[3] : plan[1] >= 0 ? plan[1] : plan[0]

/** What is on somebody's phone of the conversation with a number, newest first. */
export const listMessages = function* (
  state: State,
  person: Person,
  numberId: string,
  now: number,
): Generator<ChatMessage> {
  const lists = [
    ofNumber(state, person.key, numberId, 'in'),
    ...person.parties.map((party) => ofNumber(state, party, numberId, 'out')),
  ]
  for (const item of mergeNewestFirst(lists)) {
    if (item.kind === 'out' && item.at + shownAfterMs(item.message) > now) continue
    yield item
  }
}
