import type { Database } from '../../database/database.ts'
import { appendUsersChanged } from '../append-users-changed.ts'
import { appendAudit } from '../audit-log.ts'

/** Switches a user's two-factor authentication off. Answers false for one who has none. */
export const removeTwoFactor = (database: Database, userId: number, actor: string): Promise<boolean> =>
  database.transaction().execute(async (tx) => {
    const user = await tx
      .updateTable('users')
      .set({ totp_sealed: null, totp_confirmed_at: null, totp_last_step: null })
      .where('id', '=', userId)
      .where('totp_confirmed_at', 'is not', null)
      .returning('id')
      .executeTakeFirst()
    if (!user) return false
    await tx.deleteFrom('recovery_codes').where('user_id', '=', userId).execute()
    await appendAudit(tx, { actor, action: 'two_factor.disabled', subject: `user:${userId}` })
    await appendUsersChanged(tx)
    return true
  })
