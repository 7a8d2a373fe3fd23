import { sql } from 'kysely'
import { appendAudit } from '../accounts/audit-log.ts'
import type { Database } from '../database/database.ts'
import { appendEvents } from '../events/append.ts'

const REASON = 'It was suspended by an administrator, who can activate it again.'

/**
 * Suspends a number by a person's word: nothing more leaves by it, what is queued waits, and no news of its account
 * lets it go on. Answers false when it is suspended so already, or was never connected.
 */
export const suspendByPerson = (database: Database, id: number, actor: string): Promise<boolean> =>
  database.transaction().execute(async (tx) => {
    const { rows } = await sql`
      update integrations
      set status = 'suspended', suspended_by = 'person', status_reason = ${REASON}, updated_at = now()
      where id = ${id} and deleted_at is null and status in ('activated', 'suspended')
        and suspended_by is distinct from 'person'
      returning id`.execute(tx)
    if (rows.length === 0) return false
    await appendAudit(tx, { actor, action: 'integration.suspended', subject: `integration:${id}` })
    const data = { status: 'suspended', reason: REASON }
    await appendEvents(tx, [{ type: 'integration.status', integrationId: id, data }])
    return true
  })
