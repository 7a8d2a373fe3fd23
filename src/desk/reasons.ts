import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { appendAudit } from '../accounts/audit-log.ts'
import type { Database, Tx } from '../database/database.ts'
import { conflict, notFound } from '../error.ts'
import { appendEvents } from '../events/append.ts'
import { formatTimestamp } from '../http/timestamp.ts'

export const ReasonName = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', examples: ['Solved'] })
export const IsActiveField = Type.Boolean({ description: 'false: chats cannot be closed with it any more.' })

export const ReasonItem = Type.Object({
  id: Type.Integer({ examples: [2] }),
  name: Type.String({ examples: ['Solved'] }),
  is_active: Type.Boolean(),
  created_at: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
})

type Reason = { id: number; name: string; is_active: boolean; created_at: Date }

export const reasonItem = (reason: Reason): Static<typeof ReasonItem> => ({
  ...reason,
  created_at: formatTimestamp(reason.created_at),
})

export const listReasons = (database: Database): Promise<Reason[]> =>
  database.selectFrom('closing_reasons').selectAll().orderBy(sql`lower(name)`).execute()

const tellReasons = (tx: Tx): Promise<void> =>
  appendEvents(tx, [{ type: 'desk.updated', integrationId: null, data: { what: 'closing_reasons' } }])

/** Rejects with a unique violation when there is one of this name. */
export const insertReason = async (
  tx: Tx,
  { name, isActive }: { name: string; isActive: boolean },
  actor: string,
): Promise<Reason> => {
  const reason = await tx
    .insertInto('closing_reasons')
    .values({ name: name.trim(), is_active: isActive })
    .returningAll()
    .executeTakeFirstOrThrow()
  await appendAudit(tx, {
    actor,
    action: 'closing_reason.created',
    subject: `closing_reason:${reason.id}`,
    details: { name: reason.name },
  })
  await tellReasons(tx)
  return reason
}

/** Rejects like `insertReason`. Throws 404. */
export const updateReason = async (
  tx: Tx,
  id: number,
  { name, isActive }: { name?: string | undefined; isActive?: boolean | undefined },
  actor: string,
): Promise<Reason> => {
  const reason = await tx
    .updateTable('closing_reasons')
    .set({
      ...(name !== undefined && { name: name.trim() }),
      ...(isActive !== undefined && { is_active: isActive }),
      id,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  if (!reason) throw notFound()
  await appendAudit(tx, {
    actor,
    action: 'closing_reason.changed',
    subject: `closing_reason:${id}`,
    details: { name, is_active: isActive },
  })
  await tellReasons(tx)
  return reason
}

/** Throws 404, and 409 for one that a chat was closed with. */
export const deleteReason = async (tx: Tx, id: number, actor: string): Promise<void> => {
  const reason = await tx
    .deleteFrom('closing_reasons')
    .where('id', '=', id)
    .returning('name')
    .executeTakeFirst()
    .catch(explainUse)
  if (!reason) throw notFound()
  await appendAudit(tx, {
    actor,
    action: 'closing_reason.deleted',
    subject: `closing_reason:${id}`,
    details: { name: reason.name },
  })
  await tellReasons(tx)
}

/** The database keeps what chats and their histories name (23503, foreign_key_violation). */
const explainUse = (error: unknown): never => {
  if ((error as { code?: unknown }).code !== '23503') throw error
  throw conflict(
    'Chats were closed with this reason, and keep it. Deactivate it, so that no more are: `{"is_active": false}`.',
  )
}
