import { EVENT_TYPES, type EventType } from '../../../src/events/event.ts'
import type { Viewer } from '../api/types.ts'

/** An entry of the server's log (src/events/item.ts). */
export type LiveEvent = {
  id: number
  type: EventType
  integration_id: number | null
  data: Record<string, unknown>
}

/** Who looks at a chat just now; said once, and in no log. */
export type PresenceEvent = { integration_id: number; data: { chat_id: number; viewers: Viewer[] } }

export type StreamListener = {
  onEvent: (event: LiveEvent) => void
  onPresence: (presence: PresenceEvent) => void
  /** Events were missed for good: what is shown has to be read anew. */
  onReset: () => void
  onConnected: (isConnected: boolean) => void
  /** The server refuses the stream: is there still a session? */
  onRefused: () => void
}

const REOPEN_AFTER_MS = 5_000

/**
 * Follows the log of the server from a number on, over one connection. The browser connects again by itself and names the last number
 * that it has; where it has given up, this does the same. Gives what ends it.
 */
export const followEvents = (after: number, listener: StreamListener): (() => void) => {
  let source: EventSource | undefined
  let lastId = `${after}`
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false

  const open = (): void => {
    source = new EventSource(`/v1/events?after=${lastId}`)
    source.addEventListener('open', () => listener.onConnected(true))
    source.addEventListener('error', () => {
      listener.onConnected(false)
      if (source?.readyState !== EventSource.CLOSED || isStopped) return
      listener.onRefused()
      timer = setTimeout(open, REOPEN_AFTER_MS)
    })
    for (const type of EVENT_TYPES)
      source.addEventListener(type, (event) => {
        lastId = event.lastEventId || lastId
        listener.onEvent(JSON.parse(event.data))
      })
    source.addEventListener('reset', (event) => {
      lastId = event.lastEventId || lastId
      listener.onReset()
    })
    source.addEventListener('presence', (event) => listener.onPresence(JSON.parse(event.data)))
  }
  open()
  return () => {
    isStopped = true
    clearTimeout(timer)
    source?.close()
  }
}
