import { vi } from 'vitest'

/** Waits until `check` does not throw any more; long enough for a machine that has other things to do. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 20_000, interval: 25 })
