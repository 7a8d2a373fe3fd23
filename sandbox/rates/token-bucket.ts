/** A bucket that holds one second's tokens and is full at first. */
export type TokenBucket = { take(now: number): boolean; spend(now: number): void }

/** Throughput in messages per second (Cloud API, throughput: 80 by default, 1,000 when upgraded). */
export const createTokenBucket = (perSecond: number): TokenBucket => {
  let tokens = perSecond
  let filledAt = 0

  const fill = (now: number): void => {
    tokens = Math.min(perSecond, tokens + (Math.max(now - filledAt, 0) * perSecond) / 1000)
    filledAt = now
  }

  return {
    take(now) {
      fill(now)
      if (tokens < 1) return false
      tokens--
      return true
    },
    /** Counts what cannot be refused: a customer's message uses the number's throughput too. */
    spend(now) {
      fill(now)
      tokens = Math.max(tokens - 1, 0)
    },
  }
}
