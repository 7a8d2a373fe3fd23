import { windowMs } from '../messages/window.ts'
import { formatPhoneNumber, isUserId } from '../phone-number.ts'
import { listMessages } from './list-messages.ts'
import type { Person } from './person.ts'
import type { ChatPage, ShownChat } from './shapes.ts'
import type { FileParts } from './show-files.ts'
import { showMessage } from './show-message.ts'

/** More than so many are told as so many. */
const countedUnread = 100

/** Up to so many messages back an unread one is looked for. */
const lookedAt = 1000

const lastOf = (parts: FileParts, person: Person, numberId: string): Pick<ShownChat, 'last' | 'unread'> => {
  const openedAt = person.customer?.openedAt?.[numberId] ?? 0
  let last: ShownChat['last'] = null
  let unread = 0
  let looked = 0
  for (const item of listMessages(parts.state, person, numberId, parts.now())) {
    last ??= showMessage(parts, item)
    if (item.at <= openedAt || unread === countedUnread || ++looked > lookedAt) break
    if (item.kind === 'out' && item.message.plan[3] < 0) unread++
  }
  return { last, unread }
}

/** One line of the list of people. */
export const showChat = (parts: FileParts, person: Person, numberId: string): ShownChat => {
  const { key, customer } = person
  const closesAt = (customer?.lastWroteAt[numberId] ?? Number.NEGATIVE_INFINITY) + windowMs
  return {
    key,
    number_id: numberId,
    name: customer?.name ?? key,
    phone: isUserId(key) ? null : key,
    shown_phone: isUserId(key) ? null : formatPhoneNumber(key),
    user_id: customer?.userId ?? null,
    receipts: customer?.receipts ?? 'auto',
    ...lastOf(parts, person, numberId),
    typing_ms: parts.typing.leftMs(key, numberId),
    window_closes_at: closesAt > parts.now() ? closesAt : null,
  }
}

/** A conversation with its newest messages, the oldest of them first. */
export const showChatPage = (parts: FileParts, person: Person, numberId: string, limit: number): ChatPage => {
  const page: ChatPage = { chat: showChat(parts, person, numberId), messages: [], has_more: false }
  for (const item of listMessages(parts.state, person, numberId, parts.now())) {
    page.has_more = page.messages.length === limit
    if (page.has_more) break
    page.messages.push(showMessage(parts, item))
  }
  page.messages.reverse()
  return page
}
