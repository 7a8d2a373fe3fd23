import type { Database } from '../database/database.ts'

/** Whether a number that is known here, deleted or not, is the sandbox's: Meta is not asked about those. */
export const isSandboxNumber = async (database: Database, phoneNumberId: string): Promise<boolean> => {
  const row = await database
    .selectFrom('integrations')
    .select('is_sandbox')
    .where('phone_number_id', '=', phoneNumberId)
    .executeTakeFirst()
  return row?.is_sandbox ?? false
}
