/** How fast a number may send now. One a number; time is given in milliseconds by the caller. */
export type Pacer = {
  /** Grants up to `wanted` sends at once and counts them as spent. */
  take(wanted: number, nowMs: number): number
  /** Gives back sends that were granted and not used. */
  giveBack(unused: number): void
  /** WhatsApp throttled the number: half the pace, and none at all for `pauseMs`. False while it pauses already. */
  slowDown(nowMs: number, pauseMs: number): boolean
  /** Changes the full pace, in messages a second. */
  setRate(messagesPerSecond: number): void
  /** When the next send can be granted, in milliseconds from now. */
  waitMs(nowMs: number): number
}

/** Of the full pace, how much comes back each second after a throttle. */
const RECOVERY_PER_SECOND = 0.05
/** Sends that may go out at one moment, as a part of a second's worth. */
const BURST_SECONDS = 0.1

/** A token bucket whose pace halves with each throttle and comes back slowly by itself. */
export const createPacer = (messagesPerSecond: number, nowMs: number): Pacer => {
  let rate = messagesPerSecond
  let share = 1
  let tokens = Math.max(1, rate * BURST_SECONDS)
  let filledAt = nowMs
  let pausedUntil = nowMs

  const refill = (now: number): void => {
    const from = Math.max(filledAt, pausedUntil)
    if (now > from) {
      const seconds = (now - from) / 1_000
      share = Math.min(1, share + RECOVERY_PER_SECOND * seconds)
      tokens = Math.min(Math.max(1, rate * share * BURST_SECONDS), tokens + rate * share * seconds)
    }
    filledAt = Math.max(now, filledAt)
  }

  return {
    take: (wanted, now) => {
      refill(now)
      if (now < pausedUntil) return 0
      const granted = Math.min(wanted, Math.floor(tokens))
      tokens -= granted
      return granted
    },
    giveBack: (unused) => {
      tokens += unused
    },
    slowDown: (now, pauseMs) => {
      refill(now)
      // Requests in flight fail together; only the first of them halves the pace.
      const isFirst = now >= pausedUntil
      if (isFirst) share = Math.max(1 / rate, share / 2)
      pausedUntil = Math.max(pausedUntil, now + pauseMs)
      tokens = 0
      return isFirst
    },
    setRate: (next) => {
      rate = next
    },
    waitMs: (now) => {
      if (now < pausedUntil) return pausedUntil - now
      return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / (rate * share)) * 1_000)
    },
  }
}
