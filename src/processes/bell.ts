/**
 * Wakes those who wait for something. A ring is a hint and no promise: whoever listens looks by themselves too, only
 * later. It may name the ids that it concerns; without, it concerns all.
 */
export type Bell = {
  ring(ids?: Iterable<number>): void
  /** Calls `listener` at each ring until the answer is called. */
  subscribe(listener: (ids: readonly number[] | undefined) => void): () => void
}

/** What whoever made a bell can do besides. */
export type OwnBell = Bell & {
  /** Nobody hears it any more. */
  silence(): void
}

/** A bell within this process. */
export const createBell = (): OwnBell => {
  const listeners = new Set<(ids: readonly number[] | undefined) => void>()
  return {
    ring: (ids) => {
      const all = ids && [...ids]
      for (const listener of listeners) listener(all)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    silence: () => listeners.clear(),
  }
}
