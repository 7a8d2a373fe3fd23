import type { InboundMessage, OutboundMessage, State } from '../state/state.ts'
import { mergeNewestFirst } from './list-messages.ts'
import { hasPhone, type Person, toPerson } from './person.ts'
import type { ChatList } from './shapes.ts'
import { showChat } from './show-chat.ts'
import type { FileParts } from './show-files.ts'

export type ChatSearch = {
  numberId: string
  /** Letters of a name, digits of a number; all when empty. */
  query: string
  limit: number
}

/** Whoever was last heard of so many messages ago is found by a search, not in the list. */
const lookedAt = 200_000

/** For comparing names as people type them: without case and accents. */
const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ı', 'i')

const isMatch = ({ key, customer }: Person, query: string): boolean => {
  const digits = query.replace(/[\s+()-]/g, '')
  if (/^\d+$/.test(digits)) return key.includes(digits)
  return fold(`${customer?.name ?? ''} ${key} ${customer?.userId ?? ''}`).includes(fold(query.trim()))
}

/** People by their last message with a number; then those who have none with it, in the order they came. */
const listPeople = function* (state: State, numberId: string, isSearch: boolean): Generator<Person> {
  const seen = new Set<string>()
  let looked = 0
  const lists = [state.outbound.newestFirst(), state.inbound.newestFirst()]
  for (const message of mergeNewestFirst<OutboundMessage | InboundMessage>(lists)) {
    if (!isSearch && ++looked > lookedAt) break
    if (message.numberId !== numberId || seen.has(message.party)) continue
    const person = toPerson(state, message.party)
    const isNew = !person.parties.some((party) => seen.has(party))
    for (const party of person.parties) seen.add(party)
    if (isNew && hasPhone(state, person)) yield person
  }
  for (const { key } of state.customers.values()) if (!seen.has(key)) yield toPerson(state, key)
}

export const listChats = (parts: FileParts, { numberId, query, limit }: ChatSearch): ChatList => {
  const list: ChatList = { chats: [], has_more: false }
  for (const person of listPeople(parts.state, numberId, query !== '')) {
    if (query !== '' && !isMatch(person, query)) continue
    list.has_more = list.chats.length === limit
    if (list.has_more) break
    list.chats.push(showChat(parts, person, numberId))
  }
  return list
}
