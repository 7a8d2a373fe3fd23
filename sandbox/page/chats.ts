import type { Content, ShownChat } from '../phone/shapes.ts'
import { addressOf, readAddress } from './address.ts'
import { fetchChat, fetchChats, fetchNumbers, fetchReceiver, sendInbound, tellOpened } from './api.ts'
import { change, selectedNumber, showToast, state } from './store.ts'
import { previewOf } from './text/preview.ts'
import { createTurns } from './turns.ts'
import { words } from './words.ts'

const chatsAtOnce = 50
const messagesAtOnce = 40

let wantedChats = chatsAtOnce
let wantedMessages = messagesAtOnce
const chatsTurns = createTurns()
const chatTurns = createTurns()

/** Shows what went wrong, and that nothing was done. */
export const orToast = async <T>(work: Promise<T>): Promise<T | undefined> => {
  try {
    return await work
  } catch (error) {
    showToast(`${words().failed} ${error instanceof Error ? error.message : ''}`)
    return undefined
  }
}

export const loadChats = async (): Promise<void> => {
  const { numberId, query } = state
  if (numberId === '') return
  const turn = chatsTurns.ask()
  const list = await fetchChats(numberId, query, wantedChats)
  // Another number or search may have been chosen meanwhile.
  if (numberId !== state.numberId || query !== state.query || !chatsTurns.isNews(turn)) return
  change({ chats: list.chats, hasMoreChats: list.has_more })
}

export const loadMoreChats = (): Promise<void> => {
  wantedChats += chatsAtOnce
  return loadChats()
}

const isOpen = (numberId: string, key: string): boolean =>
  numberId === state.numberId && key === state.openKey

/** The open conversation as it is now; looked at by somebody, it is told so. */
export const loadChat = async (): Promise<void> => {
  const { numberId, openKey: key } = state
  if (numberId === '' || key === undefined) return
  const turn = chatTurns.ask()
  const page = await fetchChat(numberId, key, wantedMessages)
  if (!isOpen(numberId, key) || !chatTurns.isNews(turn)) return
  change({ page })
  if (page.chat.unread > 0 && !document.hidden) await tellOpened(numberId, key)
}

export const loadOlder = async (): Promise<void> => {
  wantedMessages += messagesAtOnce
  await loadChat()
}

/** Everything that is shown, looked at anew: at the start, and whenever the sandbox was away. */
export const loadAll = async (): Promise<void> => {
  const numbers = await fetchNumbers()
  const isKnown = numbers.some(({ id }) => id === state.numberId)
  change({ numbers, ...(!isKnown && { numberId: numbers[0]?.id ?? '' }) })
  const receiver = await fetchReceiver()
  change({ secrets: receiver.secrets, deliveries: receiver.deliveries, receiverUrl: receiver.url })
  await loadChats()
  takeUpFirstPhone()
  followAddress()
  await loadChat()
}

/** Where there is room for a phone beside the list, one is not left lying. */
const takeUpFirstPhone = (): void => {
  const [first] = state.chats
  if (first && location.hash === '' && matchMedia('(min-width: 48rem)').matches) {
    history.replaceState(null, '', addressOf(first.key))
  }
}

/** Opens what the address of the page names. */
export const followAddress = (): void => {
  const { key, numberId } = readAddress()
  const isSame = key === state.openKey && (numberId ?? state.numberId) === state.numberId
  if (isSame) return
  wantedMessages = messagesAtOnce
  const isOtherNumber = numberId !== undefined && numberId !== state.numberId
  change({
    openKey: key,
    ...(numberId !== undefined && { numberId }),
    page: undefined,
    answering: undefined,
    editing: undefined,
    sheet: undefined,
    hasNewBelow: false,
    view: key === undefined ? 'people' : 'chat',
  })
  if (isOtherNumber) void orToast(loadChats())
  void orToast(loadChat())
}

/** Other conversations: those with another of the business's numbers. */
export const chooseNumber = (numberId: string): void => {
  wantedChats = chatsAtOnce
  if (state.openKey !== undefined) location.hash = addressOf(state.openKey, numberId)
  else {
    change({ numberId, chats: [] })
    void orToast(loadChats())
  }
}

const byNewest = (a: ShownChat, b: ShownChat): number => (b.last?.at ?? 0) - (a.last?.at ?? 0)

/** Lines of the list that have changed. Somebody new is put in, unless a search is on. */
export const takeChats = (changed: ShownChat[]): void => {
  const ofNumber = changed.filter(({ number_id }) => number_id === state.numberId)
  if (ofNumber.length === 0) return
  const byKey = new Map(state.chats.map((chat) => [chat.key, chat]))
  for (const chat of ofNumber) {
    if (state.query === '' || byKey.has(chat.key)) byKey.set(chat.key, chat)
  }
  change({ chats: [...byKey.values()].sort(byNewest) })
  announce(ofNumber)
  if (ofNumber.some(({ key }) => key === state.openKey)) void orToast(loadChat())
}

/** Tells what the business has just written to the open phone, for those who do not see it. */
const announce = (changed: ShownChat[]): void => {
  const last = changed.find(({ key }) => key === state.openKey)?.last
  if (!last || last.is_mine || last.state === 'failed' || last.at <= (state.page?.messages.at(-1)?.at ?? 0))
    return
  change({ announcement: `${selectedNumber()?.name}: ${previewOf(last, words()).text}` })
}

/** The person whose phone it is writes to the business. Gives whether it went. */
export const send = async (message: Content): Promise<boolean> => {
  const { numberId, openKey } = state
  if (openKey === undefined) return false
  const answer = await orToast(sendInbound(numberId, openKey, message))
  if (answer) await orToast(loadChat())
  return answer !== undefined
}
