import type { ShownChat } from '../../phone/shapes.ts'
import { change } from '../store.ts'

/** When each typing bubble ends, by the line that told of it; told anew, it is another line. */
const ends = new WeakMap<ShownChat, number>()

/** Whether the business is typing to somebody: until it writes, or the time that it was told for is over. */
export const isTyping = (chat: ShownChat): boolean => {
  if (chat.typing_ms === 0) return false
  const known = ends.get(chat)
  if (known !== undefined) return known > Date.now()
  ends.set(chat, Date.now() + chat.typing_ms)
  setTimeout(() => change({}), chat.typing_ms)
  return true
}
