import type { QueryClient } from '@tanstack/react-query'
import { ApiError, call } from '../api/call.ts'

let last: Promise<unknown> = Promise.resolve()

/**
 * Reads what is new and puts it in place, one after another: of two answers about the same thing, the one that was
 * asked for later stays.
 */
export const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
  const done = last.then(work)
  last = done.catch(() => undefined)
  return done
}

/**
 * Changes what is held once nothing of the kind is being read: an answer that is under way may be older, and puts back
 * the parts that were held when it was asked for. Without a change, only waits.
 */
export const settle = async (client: QueryClient, change?: () => void): Promise<void> => {
  for (;;) {
    const reads = client.getQueryCache().findAll({
      fetchStatus: 'fetching',
      predicate: ({ queryKey }) => CHANGED_IN_PLACE.has(queryKey[0]),
    })
    // In the same step: nothing begins to be read between the look and the change.
    if (reads.length === 0) return change?.()
    await Promise.allSettled(reads.map(({ promise }) => promise))
  }
}

const CHANGED_IN_PLACE: ReadonlySet<unknown> = new Set(['chat', 'chats', 'messages', 'contacts'])

/** How long an answer may take before the server counts as away. */
const ANSWER_WITHIN_MS = 30_000

export const answerInTime = (): AbortSignal => AbortSignal.timeout(ANSWER_WITHIN_MS)

const GONE: ReadonlySet<number> = new Set([403, 404])

/** Nothing for what is gone, or was never for this user. Throws when the server could not be asked. */
export const readNow = <T>(path: string): Promise<T | undefined> =>
  call<T>('GET', path, { signal: answerInTime() }).catch((error: unknown) => {
    if (error instanceof ApiError && GONE.has(error.status)) return undefined
    throw error
  })
