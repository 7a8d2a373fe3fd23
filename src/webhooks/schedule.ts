const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** From one attempt to the next (promise 12). After the last there is none. */
const DELAYS_MS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR]

/** So far a delay may be off to both sides, so that what failed together does not come back together. */
const SPREAD = 0.2

/** The longest that a receiver may put an attempt off. */
const MAX_RETRY_AFTER_MS = 24 * HOUR

/**
 * How long to wait after an attempt that failed, the `tries`-th of its round; undefined after the last. What
 * the receiver asked for moves the next attempt later, never earlier. `random`: from 0 to 1.
 */
export const delayAfter = (tries: number, random: number, retryAfterMs = 0): number | undefined => {
  const delayMs = DELAYS_MS[tries - 1]
  if (delayMs === undefined) return undefined
  const spreadMs = Math.round(delayMs * (1 - SPREAD + 2 * SPREAD * random))
  return Math.max(spreadMs, Math.min(retryAfterMs, MAX_RETRY_AFTER_MS))
}

/** How long `Retry-After` asks to wait from `now`: seconds, or a date (RFC 9110, 10.2.3). 0 for what is neither. */
export const readRetryAfter = (header: string | undefined, now: number): number => {
  const text = header?.trim() ?? ''
  if (/^\d+$/.test(text)) return Number(text) * SECOND
  const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? 0 : Math.max(0, at - now)
}
