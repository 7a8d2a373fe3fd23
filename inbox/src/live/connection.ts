import { useSyncExternalStore } from 'react'

let isConnected = true
const listeners = new Set<() => void>()

export const setConnected = (next: boolean): void => {
  if (next === isConnected) return
  isConnected = next
  for (const listener of listeners) listener()
}

/** Whether what is shown is live. */
export const useConnected = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => isConnected,
  )
