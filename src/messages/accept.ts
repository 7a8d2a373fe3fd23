import { createBatcher } from '../database/batcher.ts'
import { type Database, isDatabaseAway, type Tx } from '../database/database.ts'
import { insertMedia } from '../media/insert.ts'
import { type Claim, claimIdempotencyKeys, insertIdempotencyKeys, keyInUse } from './idempotency.ts'
import { insertMessages } from './insert.ts'
import type { Send } from './message.ts'

/** What a send is answered with: its own answer, or the stored one of the same idempotency key. */
export type Accepted<Answer extends object = object> = { answer: Answer; isReplay: boolean }

/** Accepts sends: what `accept` has resolved for is committed, and will be sent or told of. */
export type Acceptance = {
  /**
   * Stores all of a send or nothing. Rejects with 409 `idempotency_key_in_use`, 422
   * `idempotency_key_reused`, or what the database said.
   */
  accept<Answer extends object>(send: Send<Answer>): Promise<Accepted<Answer>>
  /** Resolves when all that came in is stored. */
  idle(): Promise<void>
}

/** A send of more messages than this has a transaction of its own, so that it holds up nobody. */
const LARGE = 500

export const createAcceptance = (
  database: Database,
  onStored: (integrationIds: Iterable<number>) => void,
): Acceptance => {
  const keysUnderWay = new Set<string>()

  const storeTogether = (sends: Send[]): Promise<(Accepted | Error)[]> =>
    sends.every(isPlain)
      ? storePlain(database, sends)
      : database.transaction().execute((tx) => storeInTransaction(tx, sends))

  // Whatever the database finds wrong with one send must not fail its neighbours of the batch.
  const storeApart = (sends: Send[]): Promise<(Accepted | Error)[]> =>
    Promise.all(
      sends.map((send) =>
        storeTogether([send]).then(
          ([result]) => result!,
          (error: Error) => error,
        ),
      ),
    )

  const store = async (sends: Send[]): Promise<(Accepted | Error)[]> => {
    const results = await storeTogether(sends).catch((error: unknown) => {
      if (sends.length === 1 || isDatabaseAway(error)) throw error
      return storeApart(sends)
    })
    onStored(
      new Set(sends.map(({ messages }) => messages[0]?.integrationId).filter((id) => id !== undefined)),
    )
    return results
  }

  const batcher = createBatcher(store, {
    concurrency: 1,
    maxWeight: LARGE,
    weigh: (send) => send.messages.length,
  })
  const add = async (send: Send): Promise<Accepted> => {
    if (send.messages.length <= LARGE) return batcher.add(send)
    const [result] = await store([send])
    if (result instanceof Error) throw result
    return result!
  }

  return {
    accept: async <Answer extends object>(send: Send<Answer>): Promise<Accepted<Answer>> => {
      const { idempotency } = send
      if (!idempotency) return add(send) as Promise<Accepted<Answer>>
      // Locks are re-entrant within one transaction, so two of a key must never meet in one batch.
      const name = JSON.stringify([idempotency.integrationId, idempotency.path, idempotency.key])
      if (keysUnderWay.has(name)) throw keyInUse()
      keysUnderWay.add(name)
      try {
        return (await add(send)) as Accepted<Answer>
      } finally {
        keysUnderWay.delete(name)
      }
    },
    idle: () => batcher.idle(),
  }
}

const isPlain = (send: Send): boolean => !send.idempotency && !send.media && send.messages.length <= LARGE

const flatten = (sends: Send[]) =>
  sends.flatMap(({ messages, priority }) => messages.map((message) => ({ message, priority })))

const storePlain = async (database: Database, sends: Send[]): Promise<Accepted[]> => {
  await insertMessages(database, flatten(sends))
  return sends.map(({ answer }) => ({ answer, isReplay: false }))
}

const storeInTransaction = async (tx: Tx, sends: Send[]): Promise<(Accepted | Error)[]> => {
  const claims = await claimKeys(tx, sends)
  const fresh = sends.filter((_, index) => claims[index] === 'new')
  const media = fresh.flatMap((send) => send.media ?? [])
  const waitingMedia = await insertMedia(tx, media)
  await insertMessages(tx, flatten(fresh), waitingMedia)
  const keyed = fresh.flatMap(({ idempotency, answer }) => (idempotency ? [{ idempotency, answer }] : []))
  if (keyed.length > 0) await insertIdempotencyKeys(tx, keyed)
  return sends.map(({ answer }, index) => {
    const claim = claims[index]!
    if (claim === 'new') return { answer, isReplay: false }
    return claim instanceof Error ? claim : { answer: claim.answer, isReplay: true }
  })
}

const claimKeys = async (tx: Tx, sends: Send[]): Promise<Claim[]> => {
  const keyed = sends.filter(({ idempotency }) => idempotency)
  const claims =
    keyed.length > 0
      ? await claimIdempotencyKeys(
          tx,
          keyed.map((s) => s.idempotency!),
        )
      : []
  const bySend = new Map(keyed.map((send, index) => [send, claims[index]!]))
  return sends.map((send) => bySend.get(send) ?? 'new')
}
