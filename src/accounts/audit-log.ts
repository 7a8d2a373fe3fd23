import type { Database } from '../database/database.ts'
import { type ListWindow, readIdCursor } from '../http/pagination.ts'

export type AuditEntry = {
  /** Who: `user:1`, `command line`. */
  actor: string
  /** What, such as `token.created`. */
  action: string
  /** To what, such as `token:7`. */
  subject: string
  details?: Record<string, unknown>
}

/** Belongs into the transaction of the act itself (promise 18). */
export const appendAudit = async (tx: Database, entry: AuditEntry): Promise<void> => {
  await tx
    .insertInto('audit_log')
    .values({ ...entry, details: entry.details ? JSON.stringify(entry.details) : null })
    .execute()
}

export type AuditFilter = {
  actor?: string | undefined
  /** An action, or with a full stop at its end all that begin so. */
  action?: string | undefined
  from?: Date | undefined
  /** Those of this very moment are in. */
  to?: Date | undefined
}

export type StoredAudit = {
  id: number
  at: Date
  actor: string
  action: string
  subject: string
  details: Record<string, unknown> | null
}

/** Newest first. */
export const listAudit = async (
  database: Database,
  { actor, action, from, to }: AuditFilter,
  { offset, limit, after }: ListWindow,
): Promise<StoredAudit[]> => {
  const rows = await database
    .selectFrom('audit_log')
    .select(['id', 'at', 'actor', 'action', 'subject', 'details'])
    .$if(actor !== undefined, (query) => query.where('actor', '=', actor!))
    .$if(action !== undefined, (query) =>
      action!.endsWith('.')
        ? query.where((where) => where(where.fn('starts_with', ['action', where.val(action!)]), '=', true))
        : query.where('action', '=', action!),
    )
    .$if(from !== undefined, (query) => query.where('at', '>=', from!))
    .$if(to !== undefined, (query) => query.where('at', '<=', to!))
    .$if(after !== undefined, (query) =>
      query.where('id', '<', String(readIdCursor(after!, Number.MAX_SAFE_INTEGER))),
    )
    .orderBy('id', 'desc')
    .offset(offset)
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, id: Number(row.id) })) as StoredAudit[]
}
