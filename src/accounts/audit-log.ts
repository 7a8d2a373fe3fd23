import type { Database } from '../database/database.ts'

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
