/** Pauses before each further attempt: at once, then ever longer, hourly in the end (Cloud API, webhooks: retry). */
const pausesMs = [
  0, 1000, 2000, 5000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000,
] as const

/** After this an update is given up. */
export const giveUpAfterMs = 7 * 24 * 60 * 60 * 1000

/** The pause before attempt number `attempt` (the first repetition is 1). */
export const retryPauseMs = (attempt: number): number => pausesMs[Math.min(attempt, pausesMs.length) - 1] ?? 0

/**
 * The pause after `failures` attempts in a row that found nobody listening. All updates wait for one probe,
 * so the longest pause is short: a receiver that has come back is not kept waiting.
 */
export const probePauseMs = (failures: number): number => Math.min(retryPauseMs(failures), 5000)
