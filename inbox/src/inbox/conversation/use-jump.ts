import { useQueryClient } from '@tanstack/react-query'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { VirtualizerHandle } from 'virtua'
import { holdAround } from '../../live/merge-messages.ts'
import type { ChatKey } from '../queries.ts'
import { isLine, type Line } from '../timeline.ts'

type Place = {
  chatKey: ChatKey
  list: RefObject<VirtualizerHandle | null>
  lines: Line[]
  isLoaded: boolean
  followEnd: (isWanted: boolean) => void
}

/** Leads to a message and marks it; one that is not held is read together with what stands around it. */
export const useJump = (
  wanted: string | undefined,
  { chatKey: { integrationId, chatId }, list, lines, isLoaded, followEnd }: Place,
) => {
  const client = useQueryClient()
  const [target, setTarget] = useState(wanted)
  const [marked, setMarked] = useState<string>()
  const asked = useRef<string>(undefined)
  const signal = useLeft()
  useEffect(() => setTarget(wanted), [wanted])
  const index = target === undefined ? -1 : lines.findIndex(({ key }) => key === target)
  useEffect(() => {
    if (target === undefined || !isLoaded) return
    followEnd(false)
    if (index !== -1) {
      list.current?.scrollToIndex(index, { align: 'center' })
      asked.current = undefined
      setMarked(target)
      setTarget(undefined)
    } else if (asked.current !== target) {
      asked.current = target
      // What cannot be had, such as a message that was erased, leaves the newest in sight.
      const give = () => {
        asked.current = undefined
        setTarget((now) => (now === target ? undefined : now))
      }
      holdAround(client, { integrationId, chatId }, target, signal.current).then((messages) => {
        if (!messages.some((one) => one.message_id === target && isLine(one))) give()
      }, give)
    }
  }, [target, index, isLoaded, followEnd, list, client, integrationId, chatId, signal])
  return { marked, jump: setTarget, isSeeking: isLoaded && target !== undefined && index === -1 }
}

/** Ends when the chat is left: what comes later is of no use, and would be found there when it is opened anew. */
const useLeft = (): RefObject<AbortSignal> => {
  const signal = useRef(AbortSignal.abort())
  useLayoutEffect(() => {
    const leaving = new AbortController()
    signal.current = leaving.signal
    return () => leaving.abort()
  }, [])
  return signal
}
