import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import { PublicError } from '../error.ts'
import type { Idempotency } from './message.ts'

/** How long a key is kept (public API, Idempotency). */
export const IDEMPOTENCY_HOURS = 24

export type Claim = 'new' | { answer: object } | PublicError

/**
 * Takes the keys for this transaction: a lock on each, held until it ends, then a look at what is stored.
 * The answer has one entry a key: `new`, the stored answer of the same request, or the error to give.
 */
export const claimIdempotencyKeys = async (tx: Tx, keys: Idempotency[]): Promise<Claim[]> => {
  const rows = JSON.stringify(
    keys.map(({ integrationId, path, key }, n) => ({ n, i: integrationId, p: path, k: key })),
  )
  // Two statements: the second must see what was committed before the lock was had.
  const locks = await sql<{ n: number; is_ours: boolean }>`
    select n, pg_try_advisory_xact_lock(hashtextextended(i || ' ' || p || ' ' || k, 0)) as is_ours
    from json_to_recordset(${rows}::json) as row (n integer, i integer, p text, k text)
    order by n`.execute(tx)
  const stored = await sql<{ n: number; fingerprint: Buffer; answer: object }>`
    select n, fingerprint, answer
    from json_to_recordset(${rows}::json) as row (n integer, i integer, p text, k text)
    join idempotency_keys on (integration_id, path, key) = (i, p, k)
    where created_at > now() - make_interval(hours => ${IDEMPOTENCY_HOURS}::integer)`.execute(tx)
  const byNumber = new Map(stored.rows.map((row) => [row.n, row]))
  return keys.map(({ fingerprint }, n) => {
    const found = byNumber.get(n)
    if (found) return fingerprint.equals(found.fingerprint) ? { answer: found.answer } : keyReused()
    return locks.rows[n]?.is_ours ? 'new' : keyInUse()
  })
}

/**
 * The stored answer of the same request, looked up before anything is checked: what was right then is
 * answered alike, whatever has changed since. Throws 422 `idempotency_key_reused` for another body.
 */
export const findReplay = async (
  database: Database,
  { integrationId, path, key, fingerprint }: Idempotency,
): Promise<object | undefined> => {
  const stored = await database
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'answer'])
    .where('integration_id', '=', integrationId)
    .where('path', '=', path)
    .where('key', '=', key)
    .where('created_at', '>', new Date(Date.now() - IDEMPOTENCY_HOURS * 3_600_000))
    .executeTakeFirst()
  if (stored && !fingerprint.equals(stored.fingerprint)) throw keyReused()
  return stored?.answer
}

export const insertIdempotencyKeys = async (
  database: Database,
  keys: { idempotency: Idempotency; answer: object }[],
): Promise<void> => {
  const rows = keys.map(({ idempotency: { integrationId, path, key, fingerprint }, answer }) => ({
    integration_id: integrationId,
    path,
    key,
    fingerprint,
    answer: JSON.stringify(answer),
  }))
  // A key older than a day may still stand there until the clean-up: it is free again.
  await database
    .insertInto('idempotency_keys')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['integration_id', 'path', 'key']).doUpdateSet((row) => ({
        fingerprint: row.ref('excluded.fingerprint'),
        answer: row.ref('excluded.answer'),
        created_at: sql<Date>`now()`,
      })),
    )
    .execute()
}

export const keyInUse = (): PublicError =>
  new PublicError(
    409,
    'idempotency_key_in_use',
    'A request with this Idempotency-Key is being processed. Wait for its answer, then try again.',
  )

const keyReused = (): PublicError =>
  new PublicError(
    422,
    'idempotency_key_reused',
    'This Idempotency-Key was used with another body. Use a new key for a new request.',
  )
