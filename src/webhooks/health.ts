const DAY_MS = 86_400_000

/** Without a success for so long, an endpoint is switched off (promise 14), */
const OFF_AFTER_MS = 5 * DAY_MS
/** after notice was given at this age, */
const NOTICE_AFTER_MS = 3 * DAY_MS
/** and so long before at least. */
const NOTICE_MS = DAY_MS

/** How an endpoint has fared. */
export type Health = {
  active: boolean
  disabledReason: string | null
  /** The first failure after the last success. */
  failingSince: Date | null
  warnedAt: Date | null
}

/** What became of an endpoint's attempts in one batch. */
export type Outcomes = {
  hasSucceeded: boolean
  /** The first and the last failure after the last success. */
  failedAt: Date | undefined
  lastFailedAt: Date | undefined
  /** A receiver answered 410: it wants no more. */
  isGone: boolean
}

export type Notice = { status: 'failing' | 'disabled' | 'working'; reason?: string }

/**
 * What attempts make of an endpoint's health, and what is to be told of it. Judged at failures alone: nothing
 * happens to an endpoint that has nothing to do. One that is off already stays as it is, but for a success.
 */
export const judge = (before: Health, outcomes: Outcomes): { health: Health; notice?: Notice } => {
  const { hasSucceeded, failedAt, lastFailedAt, isGone } = outcomes
  const health = hasSucceeded ? { ...before, failingSince: null, warnedAt: null } : { ...before }
  const recovered: Notice | undefined =
    before.warnedAt && hasSucceeded && health.active ? { status: 'working' } : undefined
  if (!failedAt || !lastFailedAt || !health.active) return withNotice(health, recovered)
  if (isGone) return switchOff(health, 'The receiver answered 410 Gone: it wants no more deliveries.')

  health.failingSince ??= failedAt
  const failingMs = lastFailedAt.getTime() - health.failingSince.getTime()
  const since = health.failingSince.toISOString()
  if (health.warnedAt === null) {
    if (failingMs < NOTICE_AFTER_MS) return withNotice(health, recovered)
    const offAt = new Date(
      Math.max(health.failingSince.getTime() + OFF_AFTER_MS, lastFailedAt.getTime() + NOTICE_MS),
    )
    const reason = `No delivery has succeeded since ${since}. Without a success the endpoint is switched off at ${offAt.toISOString()}.`
    return { health: { ...health, warnedAt: lastFailedAt }, notice: { status: 'failing', reason } }
  }
  const isOver = failingMs >= OFF_AFTER_MS && lastFailedAt.getTime() - health.warnedAt.getTime() >= NOTICE_MS
  return isOver ? switchOff(health, `No delivery has succeeded since ${since}.`) : withNotice(health)
}

const switchOff = (health: Health, reason: string): { health: Health; notice: Notice } => ({
  health: { ...health, active: false, disabledReason: reason },
  notice: { status: 'disabled', reason },
})

const withNotice = (health: Health, notice?: Notice): { health: Health; notice?: Notice } =>
  notice ? { health, notice } : { health }
