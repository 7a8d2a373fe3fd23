import { createHash } from 'node:crypto'
import { RateLimiterRes } from 'rate-limiter-flexible'
import { tooManyRequests } from '../error.ts'
import type { SharedLimits } from '../shared-limits.ts'

const WINDOW_SECONDS = 3_600
/** Mails to one person: nobody's mailbox is filled by others. */
const PER_EMAIL = 3
/** Asked for from one address, whoever for. */
const PER_ADDRESS = 20

/** Counts asked resets within the hour, also those for e-mails that nobody has, so that a 429 tells nothing. */
export const createResetThrottle = (limits: SharedLimits) => {
  const byAddress = limits.create('resets-from', PER_ADDRESS, WINDOW_SECONDS)
  const byEmail = limits.create('resets-to', PER_EMAIL, WINDOW_SECONDS)
  return {
    /** Throws 429 when there were too many. */
    count: async (email: string, address: string): Promise<void> => {
      try {
        await byAddress.consume(address)
        await byEmail.consume(createHash('sha256').update(email.toLowerCase()).digest('base64url'))
      } catch (refused) {
        if (refused instanceof RateLimiterRes) throw tooManyRequests(refused.msBeforeNext)
        throw refused
      }
    },
  }
}
