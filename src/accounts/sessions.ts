import type { Database, Tx } from '../database/database.ts'
import { type ListWindow, readIdCursor } from '../http/pagination.ts'
import { appendAudit } from './audit-log.ts'
import type { Attendance } from './dependencies.ts'
import type { Principal } from './principal.ts'
import { drawSecret, formatToken, hashSecret, lockEnabled, revokeTokensOf, unusedSince } from './tokens.ts'

export type StoredSession = {
  id: number
  client: string | null
  address: string | null
  createdAt: Date
  lastUsedAt: Date
  expiresAt: Date
}

export type NewSession = {
  userId: number
  /** The browser, as it names itself. */
  client: string | undefined
  address: string
}

/** However busy it is, a session ends after so many days. */
const MAX_DAYS = 30
const MAX_CLIENT_LENGTH = 500

/** Opens a session, and answers the text for its cookie, which nobody can read again. */
export const createSession = (
  database: Database,
  attendance: Attendance,
  { userId, client, address }: NewSession,
): Promise<{ id: number; text: string; expiresAt: Date }> =>
  database.transaction().execute(async (tx) => {
    await lockEnabled(tx, userId)
    await tx.updateTable('users').set({ seen_at: new Date() }).where('id', '=', userId).execute()
    await attendance.signedIn(tx, userId)
    const secret = drawSecret()
    const expiresAt = new Date(Date.now() + MAX_DAYS * 86_400_000)
    const { id } = await tx
      .insertInto('tokens')
      .values({
        kind: 'session',
        user_id: userId,
        hash: hashSecret(secret),
        client: client?.slice(0, MAX_CLIENT_LENGTH) ?? null,
        address,
        expires_at: expiresAt,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await appendAudit(tx, {
      actor: `user:${userId}`,
      action: 'session.created',
      subject: `session:${id}`,
      details: { address },
    })
    return { id, text: formatToken(id, secret), expiresAt }
  })

/** The living sessions of a user, newest first. */
export const listSessions = async (
  database: Database,
  userId: number,
  { offset, limit, after }: ListWindow,
): Promise<StoredSession[]> => {
  const rows = await selectLiving(database, userId)
    .select(['id', 'client', 'address', 'created_at', 'last_used_at', 'expires_at'])
    .$if(after !== undefined, (query) => query.where('id', '<', readIdCursor(after!)))
    .orderBy('id', 'desc')
    .offset(offset)
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    client: row.client,
    address: row.address,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at!,
  }))
}

/** Ends one session of a user. Answers false when they have no such one. */
export const endSession = (
  database: Database,
  attendance: Attendance,
  { userId, actor }: Pick<Principal, 'userId' | 'actor'>,
  id: number,
): Promise<boolean> =>
  database.transaction().execute(async (tx) => {
    const ended = await tx
      .updateTable('tokens')
      .set({ revoked_at: new Date() })
      .where('id', '=', id)
      .where('user_id', '=', userId!)
      .where('kind', '=', 'session')
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!ended) return false
    await appendAudit(tx, { actor, action: 'session.ended', subject: `session:${id}` })
    if (!(await hasSession(tx, userId!))) await attendance.signedOut(tx, userId!)
    return true
  })

const hasSession = async (tx: Tx, userId: number): Promise<boolean> => {
  const living = await selectLiving(tx, userId).select('id').limit(1).executeTakeFirst()
  return living !== undefined
}

const selectLiving = (database: Database, userId: number) =>
  database
    .selectFrom('tokens')
    .where('user_id', '=', userId)
    .where('kind', '=', 'session')
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', new Date())
    .where('last_used_at', '>', unusedSince('session'))

/** Ends all sessions of a user, and answers their ids. Tokens of programs go on. */
export const endAllSessions = (
  database: Database,
  attendance: Attendance,
  { userId, actor }: Pick<Principal, 'userId' | 'actor'>,
): Promise<number[]> =>
  database.transaction().execute(async (tx) => {
    const ids = await revokeTokensOf(tx, userId!, { kind: 'session' })
    await appendAudit(tx, {
      actor,
      action: 'session.all_ended',
      subject: `user:${userId}`,
      details: { sessions: ids },
    })
    await attendance.signedOut(tx, userId!)
    return ids
  })
