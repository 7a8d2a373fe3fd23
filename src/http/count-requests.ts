import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible'

/** Which request of its minute one is, and when the minute is over. Infinite once nothing more is counted. */
export type Counted = { number: number; msBeforeNext: number }

type Waiting = { resolve: (counted: Counted) => void; reject: (error: unknown) => void }

/**
 * Counts requests by key, each with its own number. Those of a key that come in while the limiter is being asked are
 * counted by its next answer, all together: at full speed a round trip to the database is shared by as many as come in
 * meanwhile.
 */
export const createRequestCount = (limiter: RateLimiterAbstract): ((key: string) => Promise<Counted>) => {
  /** Those that wait for the next question, for each key of which one is under way. */
  const lines = new Map<string, Waiting[]>()

  const ask = async (key: string, first: Waiting): Promise<void> => {
    let asking = [first]
    while (asking.length > 0) {
      lines.set(key, [])
      await consume(limiter, key, asking.length).then(
        ({ consumedPoints, msBeforeNext }) => {
          const before = consumedPoints === 0 ? Infinity : consumedPoints - asking.length
          for (const [n, { resolve }] of asking.entries()) resolve({ number: before + n + 1, msBeforeNext })
        },
        (error: unknown) => {
          for (const { reject } of asking) reject(error)
        },
      )
      asking = lines.get(key)!
    }
    lines.delete(key)
  }

  return (key) =>
    new Promise((resolve, reject) => {
      const line = lines.get(key)
      if (line) line.push({ resolve, reject })
      else void ask(key, { resolve, reject })
    })
}

/** The limiter rejects with the state of a key that is over its limit; with no points when it did not even count. */
const consume = (limiter: RateLimiterAbstract, key: string, points: number): Promise<RateLimiterRes> =>
  limiter.consume(key, points).catch((refused: unknown) => {
    if (refused instanceof RateLimiterRes) return refused
    throw refused
  })
