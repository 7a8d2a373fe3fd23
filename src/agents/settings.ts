import { appendAudit } from '../accounts/audit-log.ts'
import type { Database } from '../database/database.ts'
import { appendEvents } from '../events/append.ts'

/** How chats come to people. */
export type AssignmentSettings = {
  /** They are given out by themselves, as in Desk360; else people take them. */
  automatic: boolean
}

const NAME = 'assignment'
const DEFAULT: AssignmentSettings = { automatic: true }

export const readAssignmentSettings = async (database: Database): Promise<AssignmentSettings> => {
  const row = await database
    .selectFrom('settings')
    .select('value')
    .where('name', '=', NAME)
    .executeTakeFirst()
  return { ...DEFAULT, ...row?.value }
}

export const writeAssignmentSettings = (
  database: Database,
  settings: AssignmentSettings,
  actor: string,
): Promise<void> =>
  database.transaction().execute(async (tx) => {
    const value = JSON.stringify(settings)
    await tx
      .insertInto('settings')
      .values({ name: NAME, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value, updated_at: new Date() }))
      .execute()
    await appendEvents(tx, [{ type: 'desk.updated', integrationId: null, data: { what: 'settings' } }])
    await appendAudit(tx, {
      actor,
      action: 'settings.changed',
      subject: `settings:${NAME}`,
      details: settings,
    })
  })
