/** Tells those who follow the log that something was appended. Rings are hints: followers look by themselves too. */
export type Signal = {
  ring(): void
  /** Calls `listener` at each ring until the answer is called. */
  subscribe(listener: () => void): () => void
}

export const createSignal = (): Signal => {
  const listeners = new Set<() => void>()
  return {
    ring: () => {
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
