import type { Database, Tx } from '../database/database.ts'
import type { CsrfGuard } from '../http/csrf.ts'
import type { SharedLimits } from '../shared-limits.ts'
import type { Authenticator } from './authenticator.ts'
import type { CredentialCheck } from './check-credentials.ts'
import type { LoginThrottle } from './login-throttle.ts'
import type { TwoFactor } from './two-factor/two-factor.ts'

/** Told of who comes and goes, in the transaction in which they do. */
export type Attendance = {
  signedIn(tx: Tx, userId: number): Promise<unknown>
  /** Their last session ended, or they were disabled. */
  signedOut(tx: Tx, userId: number): Promise<unknown>
}

/** What the routes of accounts work with. */
export type AccountDependencies = {
  database: Database
  authenticator: Authenticator
  csrf: CsrfGuard
  limits: SharedLimits
  throttle: LoginThrottle
  twoFactor: TwoFactor
  checkCredentials: CredentialCheck
  attendance: Attendance
  publicUrl: string | undefined
  /** Whether mails can be sent. */
  hasMail: boolean
  /** The id up to which all of the log can be read (src/events/tail.ts). */
  findLastEventId: () => Promise<number>
  /** Called when something was appended to the log of events. */
  onAppended: () => void
}
