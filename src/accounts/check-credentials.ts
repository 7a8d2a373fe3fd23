import type { Database } from '../database/database.ts'
import { PublicError } from '../error.ts'
import type { LoginThrottle } from './login-throttle.ts'
import { verifyAgainstNobody, verifyPassword } from './passwords.ts'
import type { SecondFactor, TwoFactor } from './two-factor/two-factor.ts'
import { findUserByEmail } from './users.ts'

export type Credentials = { email: string; password: string } & SecondFactor

/**
 * Answers whose credentials these are. Throws 401 `invalid_credentials`, 403 `otp_required` for a right password of
 * somebody with two-factor, and 429 after too many wrong ones.
 */
export type CredentialCheck = (credentials: Credentials, address: string) => Promise<number>

export const createCredentialCheck =
  (database: Database, throttle: LoginThrottle, twoFactor: TwoFactor): CredentialCheck =>
  async ({ email, password, ...factor }, address) => {
    let message = 'The email or the password is wrong.'
    const userId = await throttle.attempt(email, address, async () => {
      const user = await findUserByEmail(database, email)
      const isRight = await (user
        ? verifyPassword(user.password_hash, password)
        : verifyAgainstNobody(password))
      if (!isRight || !user) return undefined
      if (user.totp_confirmed_at === null) return user.id
      if (factor.otp === undefined && factor.recoveryCode === undefined) throw otpRequired()
      message = 'The code is wrong or was used already. Take the next one that the authenticator shows.'
      return (await proveSecond(throttle, twoFactor, user.id, factor)) ? user.id : undefined
    })
    if (userId === undefined) throw new PublicError(401, 'invalid_credentials', message)
    return userId
  }

/** Whoever has the password may guess codes from many addresses: of these there is one count for each user. */
const proveSecond = async (
  throttle: LoginThrottle,
  twoFactor: TwoFactor,
  userId: number,
  factor: SecondFactor,
): Promise<boolean> => {
  const isProven = await throttle.attempt('second factor', `user:${userId}`, async () =>
    (await twoFactor.prove(userId, factor)) ? true : undefined,
  )
  return isProven === true
}

const otpRequired = (): PublicError =>
  new PublicError(
    403,
    'otp_required',
    'This user has two-factor authentication: send otp, the code that the authenticator shows, too.',
  )
