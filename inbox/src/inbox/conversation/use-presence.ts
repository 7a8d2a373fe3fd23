import { useCallback, useEffect, useRef } from 'react'
import { call } from '../../api/call.ts'
import type { Chat } from '../../api/types.ts'
import { chatPath, keyOf } from '../queries.ts'

const TELL_EVERY_MS = 5_000
/** Whoever has not touched a key for so long has stopped typing. */
const TYPING_MS = 4_000

/** Tells the others that this user has the chat open, and whether they write. Gives what notes a key stroke. */
export const usePresence = (chat: Chat): (() => void) => {
  const typedAt = useRef(0)
  const tell = useRef(() => {})
  const path = chatPath(keyOf(chat))
  useEffect(() => {
    tell.current = () => {
      if (document.visibilityState !== 'visible') return
      const typing = Date.now() - typedAt.current < TYPING_MS
      // Nothing is lost when it fails: it is said again in a moment.
      call('POST', `${path}/presence`, { json: { typing } }).catch(() => undefined)
    }
    tell.current()
    const timer = setInterval(() => tell.current(), TELL_EVERY_MS)
    return () => {
      clearInterval(timer)
      call('DELETE', `${path}/presence`).catch(() => undefined)
    }
  }, [path])
  return useCallback(() => {
    const isNews = Date.now() - typedAt.current > TYPING_MS
    typedAt.current = Date.now()
    if (isNews) tell.current()
  }, [])
}
