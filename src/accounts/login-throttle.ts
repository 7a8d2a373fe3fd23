import { RateLimiterMemory } from 'rate-limiter-flexible'
import { tooManyRequests } from '../error.ts'

/** Wrong attempts a minute for one e-mail from one address (Desk360 API, "Login": 5 per minute). */
const WRONG_PER_ACCOUNT = 5
/** Wrong attempts a minute from one address over all e-mails: stops guessing over many. */
const WRONG_PER_ADDRESS = 50
/** Attempts that may wait for their turn on one account and address. */
const MAX_WAITING = 20

/**
 * Counts wrong logins. The count is by e-mail and address together, so that nobody can lock somebody else
 * out. Attempts of one such pair run one after the other: were they checked side by side, a hundred guesses
 * sent at once would all pass before the first one is counted, and counting them in advance would refuse
 * right passwords.
 */
export const createLoginThrottle = () => {
  const perAccount = new RateLimiterMemory({ points: WRONG_PER_ACCOUNT, duration: 60 })
  const perAddress = new RateLimiterMemory({ points: WRONG_PER_ADDRESS, duration: 60 })
  const lines = new Map<string, { waiting: number; last: Promise<unknown> }>()

  const refuseIfSpent = async (limiter: RateLimiterMemory, key: string, allowed: number): Promise<void> => {
    const state = await limiter.get(key)
    if (state !== null && state.consumedPoints >= allowed) throw tooMany(state.msBeforeNext)
  }

  const attemptNow = async <T>(account: string, address: string, check: () => Promise<T | undefined>) => {
    await refuseIfSpent(perAccount, account, WRONG_PER_ACCOUNT)
    await refuseIfSpent(perAddress, address, WRONG_PER_ADDRESS)
    const result = await check()
    if (result === undefined) {
      await perAccount.penalty(account)
      await perAddress.penalty(address)
    }
    return result
  }

  return {
    /**
     * Runs `check`, which answers undefined for a wrong attempt. Throws 429 with `Retry-After` when too many
     * were wrong in the last minute, without running it.
     */
    attempt: async <T>(
      email: string,
      address: string,
      check: () => Promise<T | undefined>,
    ): Promise<T | undefined> => {
      const account = JSON.stringify([email.toLowerCase(), address])
      const line = lines.get(account) ?? { waiting: 0, last: Promise.resolve() }
      if (line.waiting >= MAX_WAITING) throw tooMany(1_000)
      lines.set(account, line)
      line.waiting += 1
      const mine = line.last.then(() => attemptNow(account, address, check))
      line.last = mine.catch(() => undefined)
      try {
        return await mine
      } finally {
        line.waiting -= 1
        if (line.waiting === 0) lines.delete(account)
      }
    },
  }
}

export type LoginThrottle = ReturnType<typeof createLoginThrottle>

const tooMany = (waitMs: number) =>
  tooManyRequests(waitMs, 'Too many wrong logins. Wait for the time that Retry-After names, in seconds.')
