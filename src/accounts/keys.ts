import type { Database } from '../database/database.ts'
import { type ListWindow, readIdCursor } from '../http/pagination.ts'
import { appendAudit } from './audit-log.ts'
import type { Scope } from './principal.ts'
import { drawSecret, formatToken, hashSecret } from './tokens.ts'

export type NewKey = { integrationId: number; name: string; scopes: Scope[]; expiresAt: Date | undefined }

export type StoredKey = {
  id: number
  name: string
  scopes: Scope[]
  expiresAt: Date | null
  /** Noted once an hour at most; null for a key that was never used. */
  lastUsedAt: Date | null
  createdAt: Date
}

/** Makes a key of a number and answers its text, which nobody can read again. */
export const createKey = (
  database: Database,
  { integrationId, name, scopes, expiresAt }: NewKey,
  actor: string,
): Promise<{ stored: StoredKey; key: string }> =>
  database.transaction().execute(async (tx) => {
    const secret = drawSecret()
    const row = await tx
      .insertInto('tokens')
      .values({
        kind: 'key',
        integration_id: integrationId,
        name,
        scopes,
        expires_at: expiresAt ?? null,
        created_by: actor,
        hash: hashSecret(secret),
      })
      .returning(COLUMNS)
      .executeTakeFirstOrThrow()
    await appendAudit(tx, {
      actor,
      action: 'key.created',
      subject: `key:${row.id}`,
      details: { integration_id: integrationId, name, scopes },
    })
    return { stored: toKey(row), key: formatToken(row.id, secret) }
  })

/** The keys of a number that were not revoked, newest first. */
export const listKeys = async (
  database: Database,
  integrationId: number,
  { offset, limit, after }: ListWindow,
): Promise<StoredKey[]> => {
  const rows = await database
    .selectFrom('tokens')
    .select(COLUMNS)
    .where('integration_id', '=', integrationId)
    .where('revoked_at', 'is', null)
    .$if(after !== undefined, (query) => query.where('id', '<', readIdCursor(after!)))
    .orderBy('id', 'desc')
    .offset(offset)
    .limit(limit)
    .execute()
  return rows.map(toKey)
}

/** Answers false when the number has no such key. */
export const revokeKey = (
  database: Database,
  integrationId: number,
  id: number,
  actor: string,
): Promise<boolean> =>
  database.transaction().execute(async (tx) => {
    const revoked = await tx
      .updateTable('tokens')
      .set({ revoked_at: new Date() })
      .where('integration_id', '=', integrationId)
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!revoked) return false
    await appendAudit(tx, {
      actor,
      action: 'key.revoked',
      subject: `key:${id}`,
      details: { integration_id: integrationId },
    })
    return true
  })

const COLUMNS = ['id', 'name', 'scopes', 'expires_at', 'last_used_at', 'created_at'] as const

const toKey = (row: {
  id: number
  name: string | null
  scopes: string[] | null
  expires_at: Date | null
  last_used_at: Date
  created_at: Date
}): StoredKey => ({
  id: row.id,
  name: row.name ?? '',
  scopes: (row.scopes ?? []) as Scope[],
  expiresAt: row.expires_at,
  // Both columns begin with the time of the transaction that made the key.
  lastUsedAt: row.last_used_at.getTime() === row.created_at.getTime() ? null : row.last_used_at,
  createdAt: row.created_at,
})
