const periodMs = 6000
const burst = 45
const sweepSize = 100_000

/** One message per six seconds to the same person, 45 in a burst that is lent from the future (Cloud API, pair rate). */
export type PairRate = { take(pair: string, now: number): boolean }

/** The generic cell rate algorithm: for each pair, the time at which its debt is paid off. */
export const createPairRate = (): PairRate => {
  const paidAt = new Map<string, number>()
  let sweepAt = sweepSize

  const sweep = (now: number): void => {
    for (const [pair, at] of paidAt) if (at <= now) paidAt.delete(pair)
    sweepAt = Math.max(sweepSize, paidAt.size * 2)
  }

  return {
    take(pair, now) {
      const from = Math.max(paidAt.get(pair) ?? now, now)
      if (from - now > (burst - 1) * periodMs) return false
      paidAt.set(pair, from + periodMs)
      if (paidAt.size > sweepAt) sweep(now)
      return true
    },
  }
}
