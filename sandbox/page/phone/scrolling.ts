import { change, state } from '../store.ts'

const box = (): HTMLElement | null => document.getElementById('conversation')

const nearPx = 80

const isAtEnd = (element: HTMLElement): boolean =>
  element.scrollHeight - element.scrollTop - element.clientHeight < nearPx

/** Whether the newest message is in sight, and is to stay so whatever comes or grows. */
let staysAtEnd = true

export const noteScroll = (event: Event): void => {
  staysAtEnd = isAtEnd(event.currentTarget as HTMLElement)
  if (staysAtEnd && state.hasNewBelow) change({ hasNewBelow: false })
}

export const scrollToEnd = (): void => {
  const element = box()
  if (element) element.scrollTop = element.scrollHeight
  staysAtEnd = true
  change({ hasNewBelow: false })
}

/** Pictures and films have their size late. */
const growth = new ResizeObserver(() => {
  const element = box()
  if (element && staysAtEnd) element.scrollTop = element.scrollHeight
})

export const watchGrowth = (messages: Element | undefined): void => {
  growth.disconnect()
  if (messages) growth.observe(messages)
}

type Shown = { key: string; firstId: string | undefined; lastId: string | undefined }

const look = (): Shown => {
  const messages = state.page?.messages ?? []
  return {
    key: `${state.numberId} ${state.page?.chat.key}`,
    firstId: messages[0]?.id,
    lastId: messages.at(-1)?.id,
  }
}

let shown: Shown | undefined
let heightBefore = 0

/** To be called before drawing. */
export const noteHeight = (): void => {
  heightBefore = box()?.scrollHeight ?? 0
}

/**
 * To be called after drawing: what is new comes into sight when the end was, or when it is the person's own;
 * older messages that were put in above leave what is read in its place.
 */
export const keepScrolling = (): void => {
  const before = shown
  const now = look()
  shown = now
  const element = box()
  if (!element) return
  const isOther = before?.key !== now.key
  const isNew = before?.lastId !== now.lastId
  if (isOther || staysAtEnd || (isNew && state.page?.messages.at(-1)?.is_mine)) {
    staysAtEnd = true
    element.scrollTop = element.scrollHeight
    return
  }
  if (isNew) change({ hasNewBelow: true })
  if (before.firstId !== now.firstId) element.scrollTop += element.scrollHeight - heightBefore
}
