import { createHash } from 'node:crypto'
import { tooManyRequests } from '../error.ts'
import type { SharedLimits } from '../shared-limits.ts'

/** Wrong attempts a minute for one e-mail from one address (Desk360 API, "Login": 5 per minute). */
const WRONG_PER_ACCOUNT = 5
/** Wrong attempts a minute from one address over all e-mails: stops guessing over many. */
const WRONG_PER_ADDRESS = 50
/** Attempts of one address that may wait for room. */
const MAX_WAITING = 100

/**
 * Counts wrong logins. The count is by e-mail and address together, so that nobody can lock somebody else
 * out. An attempt that runs might turn out wrong: one that could then be one too many waits until it is known.
 * Were they all let in, a hundred guesses sent at once would pass before the first one is counted, and
 * counting them in advance would refuse right passwords.
 *
 * The count is one for all processes; of attempts that run, each knows its own. What another process lets in at the
 * same moment may be one too many: whatever it finds, it is then answered like one that was not let in.
 */
export const createLoginThrottle = (limits: SharedLimits) => {
  const perAccount = createCount(limits, 'login', WRONG_PER_ACCOUNT)
  const perAddress = createCount(limits, 'logins', WRONG_PER_ADDRESS)
  const waiting = new Map<string, number>()
  let ended = 0
  let next = Promise.withResolvers<void>()

  /** Looks and starts in one go, so that no other attempt comes in between. */
  const tryToStart = async (account: string, address: string): Promise<boolean> => {
    const before = ended
    const wrong = [await perAccount.selectWrong(account), await perAddress.selectWrong(address)] as const
    // One that ended meanwhile may be missing in what was read, and runs no more.
    if (before !== ended) return tryToStart(account, address)
    if (!perAccount.hasRoom(account, wrong[0]) || !perAddress.hasRoom(address, wrong[1])) return false
    perAccount.start(account)
    perAddress.start(address)
    return true
  }

  const enter = async (account: string, address: string): Promise<void> => {
    const ahead = waiting.get(address) ?? 0
    if (ahead >= MAX_WAITING) throw tooMany(1_000)
    waiting.set(address, ahead + 1)
    try {
      for (;;) {
        const { promise: someEnd } = next
        if (await tryToStart(account, address)) return
        await someEnd
      }
    } finally {
      const left = waiting.get(address)! - 1
      if (left === 0) waiting.delete(address)
      else waiting.set(address, left)
    }
  }

  const leave = (account: string, address: string): void => {
    perAccount.end(account)
    perAddress.end(address)
    ended += 1
    next.resolve()
    next = Promise.withResolvers()
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
      await enter(account, address)
      try {
        const result = await check()
        if (result !== undefined) {
          await perAccount.selectWrong(account)
          await perAddress.selectWrong(address)
          return result
        }
        const counted = [await perAccount.countWrong(account), await perAddress.countWrong(address)]
        for (const { isTooMany, waitMs } of counted) if (isTooMany) throw tooMany(waitMs)
        return undefined
      } finally {
        leave(account, address)
      }
    },
  }
}

export type LoginThrottle = ReturnType<typeof createLoginThrottle>

/** The wrong attempts of the last minute by key, and those that run. */
const createCount = (limits: SharedLimits, name: string, allowed: number) => {
  const wrong = limits.create(name, allowed)
  const running = new Map<string, number>()
  return {
    /** Throws 429 when they are used up. */
    selectWrong: async (key: string): Promise<number> => {
      const state = await wrong.get(nameOf(key))
      if (state !== null && state.consumedPoints >= allowed) throw tooMany(state.msBeforeNext)
      return state?.consumedPoints ?? 0
    },
    /** False while those that run might use them up. */
    hasRoom: (key: string, wrongCount: number): boolean => wrongCount + (running.get(key) ?? 0) < allowed,
    start: (key: string): void => {
      running.set(key, (running.get(key) ?? 0) + 1)
    },
    end: (key: string): void => {
      const left = running.get(key)! - 1
      if (left === 0) running.delete(key)
      else running.set(key, left)
    },
    countWrong: async (key: string): Promise<{ isTooMany: boolean; waitMs: number }> => {
      const { consumedPoints, msBeforeNext } = await wrong.penalty(nameOf(key))
      return { isTooMany: consumedPoints > allowed, waitMs: msBeforeNext }
    },
  }
}

/** E-mails may be longer than a key, and have no business in a table of counts. */
const nameOf = (key: string): string => createHash('sha256').update(key).digest('base64url')

const tooMany = (waitMs: number) =>
  tooManyRequests(waitMs, 'Too many wrong logins. Wait for the time that Retry-After names, in seconds.')
