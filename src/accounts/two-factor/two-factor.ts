import type { SecretBox } from '../../config/secret-box.ts'
import type { Database } from '../../database/database.ts'
import { PublicError } from '../../error.ts'
import { appendUsersChanged } from '../append-users-changed.ts'
import { appendAudit } from '../audit-log.ts'
import { drawTotpSecret, findStep, totpUrl } from './one-time-password.ts'
import { replaceRecoveryCodes, useRecoveryCode } from './recovery-codes.ts'

/** What a user shows beside their password. */
export type SecondFactor = { otp?: string | undefined; recoveryCode?: string | undefined }

/** The second factor of users: a one-time password of an authenticator, or a recovery code. */
export type TwoFactor = {
  /** Makes a secret, which is in force once it is confirmed. Throws 409 `conflict` when one is. */
  start(userId: number): Promise<{ secret: string; otpauthUrl: string }>
  /** Answers the recovery codes; undefined for a wrong password. Throws 409 when there is nothing to confirm. */
  confirm(userId: number, otp: string): Promise<string[] | undefined>
  /** Answers whether it is right, and takes it for used when it is. */
  prove(userId: number, factor: SecondFactor): Promise<boolean>
}

/** `now`: Unix ms. */
export const createTwoFactor = (
  database: Database,
  secrets: Pick<SecretBox, 'seal' | 'open' | 'derive'>,
  now: () => number,
): TwoFactor => {
  const codeKey = secrets.derive('recovery codes')

  const select = (tx: Database, userId: number) =>
    tx
      .selectFrom('users')
      .select(['email', 'totp_sealed', 'totp_confirmed_at'])
      .where('id', '=', userId)
      .forUpdate()
      .executeTakeFirstOrThrow()

  /** No password is taken twice (RFC 6238, 5.2), nor one that is older than another. */
  const useOtp = async (tx: Database, userId: number, sealed: Buffer, otp: string): Promise<boolean> => {
    const step = findStep(secrets.open(sealed), otp, now())
    if (step === undefined) return false
    const used = await tx
      .updateTable('users')
      .set({ totp_last_step: String(step) })
      .where('id', '=', userId)
      .where((where) =>
        where.or([where('totp_last_step', 'is', null), where('totp_last_step', '<', String(step))]),
      )
      .returning('id')
      .executeTakeFirst()
    return used !== undefined
  }

  return {
    start: (userId) =>
      database.transaction().execute(async (tx) => {
        const { email, totp_confirmed_at } = await select(tx, userId)
        if (totp_confirmed_at !== null)
          throw conflict('Two-factor authentication is on already. Switch it off to begin anew.')
        const secret = drawTotpSecret()
        await tx
          .updateTable('users')
          .set({ totp_sealed: secrets.seal(secret), totp_last_step: null })
          .where('id', '=', userId)
          .execute()
        return { secret, otpauthUrl: totpUrl(secret, email) }
      }),

    confirm: (userId, otp) =>
      database.transaction().execute(async (tx) => {
        const { totp_sealed, totp_confirmed_at } = await select(tx, userId)
        if (totp_sealed === null || totp_confirmed_at !== null)
          throw conflict('There is nothing to confirm. Begin with POST /v1/me/two-factor.')
        if (!(await useOtp(tx, userId, totp_sealed, otp))) return undefined
        await tx
          .updateTable('users')
          .set({ totp_confirmed_at: new Date() })
          .where('id', '=', userId)
          .execute()
        await appendAudit(tx, {
          actor: `user:${userId}`,
          action: 'two_factor.enabled',
          subject: `user:${userId}`,
        })
        await appendUsersChanged(tx)
        return replaceRecoveryCodes(tx, codeKey, userId)
      }),

    prove: (userId, { otp, recoveryCode }) =>
      database.transaction().execute(async (tx) => {
        const { totp_sealed } = await select(tx, userId)
        if (otp !== undefined && totp_sealed && (await useOtp(tx, userId, totp_sealed, otp))) return true
        if (recoveryCode === undefined) return false
        const left = await useRecoveryCode(tx, codeKey, userId, recoveryCode)
        if (left === undefined) return false
        await appendAudit(tx, {
          actor: `user:${userId}`,
          action: 'recovery_code.used',
          subject: `user:${userId}`,
          details: { left },
        })
        return true
      }),
  }
}

const conflict = (message: string): PublicError => new PublicError(409, 'conflict', message)
