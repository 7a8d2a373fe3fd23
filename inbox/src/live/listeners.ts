import { useEffect, useRef } from 'react'
import type { LiveEvent } from './stream.ts'

type Listener = (events: LiveEvent[]) => void
const listeners = new Set<Listener>()

export const announceEvents = (events: LiveEvent[]): void => {
  for (const listener of listeners) listener(events)
}

/** Hears of what happens, for what is more than data: sounds, and words for those who do not see. */
export const useEvents = (listener: Listener): void => {
  const latest = useRef(listener)
  latest.current = listener
  useEffect(() => {
    const listen: Listener = (events) => latest.current(events)
    listeners.add(listen)
    return () => {
      listeners.delete(listen)
    }
  }, [])
}
