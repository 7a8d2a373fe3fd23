import { checkAppSecret, checkFields, checkSubscription } from './check-app.ts'
import { checkCallback, checkPublicUrl } from './check-callback.ts'
import { checkClock } from './check-clock.ts'
import { checkLastEvent, checkUnprocessed } from './check-events.ts'
import { checkRegistration, checkStatus } from './check-number.ts'
import { checkExpiry, checkScopes, checkToken } from './check-token.ts'
import { type Finding, lookWithin } from './finding.ts'
import { createPatient, type Patient } from './patient.ts'

const CHECKS: ((patient: Patient) => Parameters<typeof lookWithin>[0])[] = [
  checkStatus,
  checkToken,
  checkScopes,
  checkExpiry,
  checkAppSecret,
  checkRegistration,
  checkPublicUrl,
  checkSubscription,
  checkFields,
  checkCallback,
  checkLastEvent,
  checkUnprocessed,
  checkClock,
]

const CHECK_TIMEOUT_MS = 10_000

/** Looks at everything that a number needs, all at once. Never throws. */
export const examine = (
  parts: Parameters<typeof createPatient>[0],
  timeoutMs = CHECK_TIMEOUT_MS,
): Promise<Finding[]> => {
  const patient = createPatient(parts)
  return Promise.all(CHECKS.map((check) => lookWithin(check(patient), timeoutMs)))
}
