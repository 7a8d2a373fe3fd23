import type { Database } from '../database/database.ts'
import { appendUsersChanged } from './append-users-changed.ts'
import { appendAudit } from './audit-log.ts'
import type { LoginThrottle } from './login-throttle.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import type { Language } from './principal.ts'
import { revokeTokensOf } from './tokens.ts'

export type OwnChange = { name?: string; language?: Language; password?: string }

/** Changes what a user may change of their own. A new password ends all but the token that it is set with: their ids. */
export const changeOwn = async (
  database: Database,
  { userId, tokenId }: { userId: number; tokenId: number },
  { password, ...change }: OwnChange,
): Promise<number[]> => {
  const passwordHash = password === undefined ? undefined : await hashPassword(password)
  return database.transaction().execute(async (tx) => {
    await tx
      .updateTable('users')
      .set({ ...change, ...(passwordHash && { password_hash: passwordHash }), updated_at: new Date() })
      .where('id', '=', userId)
      .execute()
    const by = { actor: `user:${userId}`, subject: `user:${userId}` }
    if (Object.keys(change).length > 0) {
      await appendAudit(tx, { ...by, action: 'user.changed', details: change })
      await appendUsersChanged(tx)
    }
    if (passwordHash === undefined) return []
    await appendAudit(tx, { ...by, action: 'user.password_changed' })
    return revokeTokensOf(tx, userId, { but: tokenId })
  })
}

/** Whether this is a user's present password. Wrong ones count like wrong logins: throws 429 after too many. */
export const isOwnPassword = async (
  database: Database,
  throttle: LoginThrottle,
  userId: number,
  password: string,
): Promise<boolean> => {
  const isRight = await throttle.attempt('own password', `user:${userId}`, async () => {
    const { password_hash } = await database
      .selectFrom('users')
      .select('password_hash')
      .where('id', '=', userId)
      .executeTakeFirstOrThrow()
    return (await verifyPassword(password_hash, password)) ? true : undefined
  })
  return isRight === true
}
