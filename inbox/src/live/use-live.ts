import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call } from '../api/call.ts'
import { sessionQuery } from '../session/session.ts'
import { applyEvents } from './apply.ts'
import { setConnected } from './connection.ts'
import { announceEvents } from './listeners.ts'
import { setViewers } from './presence.ts'
import { followEvents, type LiveEvent } from './stream.ts'

/** Events of one moment, and those that come while others are applied, are read together: what ten name is asked for once. */
const GATHER_MS = 80

/** Keeps all that is shown up to date, while somebody is signed in. */
export const useLive = (): void => {
  const client = useQueryClient()
  useEffect(() => {
    const session = client.getQueryData(sessionQuery.queryKey)
    return session ? follow(client, session.last_event_id) : undefined
  }, [client])
}

const follow = (client: QueryClient, after: number): (() => void) => {
  let gathered: LiveEvent[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let isBehind = false
  const readAll = (): void => {
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
  }
  const flush = async (): Promise<void> => {
    const events = gathered
    gathered = []
    try {
      await applyEvents(client, events)
    } catch {
      // The server was away while it was asked; it may still be when this asks, and is back when the stream is.
      isBehind = true
      readAll()
    }
    timer = gathered.length > 0 ? setTimeout(flush, GATHER_MS) : undefined
    announceEvents(events)
  }
  const stop = followEvents(after, {
    onEvent: (event) => {
      gathered.push(event)
      timer ??= setTimeout(flush, GATHER_MS)
    },
    onPresence: setViewers,
    onReset: readAll,
    onConnected: (isConnected) => {
      if (isConnected && isBehind) {
        isBehind = false
        readAll()
      }
      setConnected(isConnected)
    },
    // Whoever is signed out learns it by this, and is led to the sign-in.
    onRefused: () => void call('GET', '/session').catch(() => undefined),
  })
  return () => {
    stop()
    clearTimeout(timer)
    // What is being applied just now is the last.
    gathered = []
  }
}
