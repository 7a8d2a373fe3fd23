import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call } from '../api/call.ts'
import { sessionQuery } from '../session/session.ts'
import { applyEvents } from './apply.ts'
import { setConnected } from './connection.ts'
import { announceEvents } from './listeners.ts'
import { setViewers } from './presence.ts'
import { followEvents, type LiveEvent } from './stream.ts'

/** Events of one moment are read together: what ten of them name is asked for once. */
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
  const flush = (): void => {
    timer = undefined
    const events = gathered
    gathered = []
    void applyEvents(client, events).then(() => announceEvents(events))
  }
  const stop = followEvents(after, {
    onEvent: (event) => {
      gathered.push(event)
      timer ??= setTimeout(flush, GATHER_MS)
    },
    onPresence: setViewers,
    onReset: () => {
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
    },
    onConnected: setConnected,
    // Whoever is signed out learns it by this, and is led to the sign-in.
    onRefused: () => void call('GET', '/session').catch(() => undefined),
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}
