import type { Database } from '../database/database.ts'
import { appendAudit } from './audit-log.ts'
import type { AccountDependencies } from './dependencies.ts'
import { hashPassword } from './passwords.ts'
import { drawSecret, hashSecret, revokeTokensOf } from './tokens.ts'

export type PasswordReset = { token: string; expiresAt: Date }

/** Makes what proves that somebody may set a user's password, once. Only its hash is kept. */
export const createPasswordReset = (
  database: Database,
  { userId, actor, validMs }: { userId: number; actor: string; validMs: number },
): Promise<PasswordReset> =>
  database.transaction().execute(async (tx) => {
    await tx.deleteFrom('password_resets').where('expires_at', '<', new Date()).execute()
    const token = drawSecret()
    const expiresAt = new Date(Date.now() + validMs)
    await tx
      .insertInto('password_resets')
      .values({ user_id: userId, hash: hashSecret(token), created_by: actor, expires_at: expiresAt })
      .execute()
    await appendAudit(tx, { actor, action: 'password_reset.created', subject: `user:${userId}` })
    return { token, expiresAt }
  })

/**
 * Sets the password of whom a reset is for, and ends all that they have: sessions, tokens and other resets. Answers the
 * ids of those tokens; undefined for a reset that is unknown, used, expired, or of a disabled user.
 */
export const usePasswordReset = async (
  { database, attendance }: Pick<AccountDependencies, 'database' | 'attendance'>,
  token: string,
  password: string,
  address: string,
): Promise<number[] | undefined> => {
  // Hashing a password is costly: nobody but who has a living reset has it done.
  if (!(await selectLiving(database, token).executeTakeFirst())) return undefined
  const passwordHash = await hashPassword(password)
  return database.transaction().execute(async (tx) => {
    const reset = await selectLiving(tx, token).forUpdate('r').executeTakeFirst()
    if (!reset) return undefined
    const userId = reset.user_id
    await tx
      .updateTable('password_resets')
      .set({ used_at: new Date() })
      .where('user_id', '=', userId)
      .where('used_at', 'is', null)
      .execute()
    await tx
      .updateTable('users')
      .set({ password_hash: passwordHash, updated_at: new Date() })
      .where('id', '=', userId)
      .execute()
    await appendAudit(tx, {
      actor: `user:${userId}`,
      action: 'user.password_reset',
      subject: `user:${userId}`,
      details: { made_by: reset.created_by, address },
    })
    await attendance.signedOut(tx, userId)
    return revokeTokensOf(tx, userId)
  })
}

const selectLiving = (database: Database, token: string) =>
  database
    .selectFrom('password_resets as r')
    .innerJoin('users as u', 'u.id', 'r.user_id')
    .select(['r.user_id', 'r.created_by'])
    .where('r.hash', '=', hashSecret(token))
    .where('r.used_at', 'is', null)
    .where('r.expires_at', '>', new Date())
    .where('u.disabled_at', 'is', null)

/** Behind the hash, where browsers send it to nobody and logs do not see it. */
export const resetUrl = (origin: string, token: string): string => `${origin}/reset#${token}`
