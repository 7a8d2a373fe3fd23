/** What a loop sleeps on: until its time is over or somebody has something for it. */
export type WakeUp = {
  ring(): void
  /** Forgets rings so far; to be called before the loop looks for work. */
  clear(): void
  /** Resolves after `ms`, or at once when there was a ring since the last `clear`. */
  wait(ms: number): Promise<void>
}

/** A ring that comes while nobody waits is kept: lost, new work would lie until the next poll. */
export const createWakeUp = (): WakeUp => {
  let hasRung = false
  let wake: (() => void) | undefined
  return {
    ring: () => {
      hasRung = true
      wake?.()
    },
    clear: () => {
      hasRung = false
    },
    wait: async (ms) => {
      if (ms <= 0 || hasRung) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      wake = undefined
    },
  }
}
