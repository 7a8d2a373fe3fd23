import { useEffect, useSyncExternalStore } from 'react'

/** Something that can be chosen in the command bar. */
export type Command = { id: string; label: string; group: string; keys?: string; run: () => void }

let sets: Command[][] = []
let all: Command[] = []
const listeners = new Set<() => void>()

const change = (next: Command[][]): void => {
  sets = next
  all = sets.flat()
  for (const listener of listeners) listener()
}

/** Puts commands into the bar while this part of the page is there. Hand over the same list until it changes. */
export const useCommands = (commands: Command[]): void => {
  useEffect(() => {
    change([...sets, commands])
    return () => change(sets.filter((one) => one !== commands))
  }, [commands])
}

/** All that can be done now. */
export const useAllCommands = (): Command[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => all,
  )
