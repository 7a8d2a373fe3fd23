import { type RefObject, useCallback, useEffect, useRef } from 'react'

/** Whoever waits longer for what they look for has the field still, and may press the key again. */
const WAIT_MS = 5_000

/**
 * From the search field to the first of what was found: once it is found, for a row of the list before would take the
 * focus away with it. Whoever writes on, or goes elsewhere meanwhile, is left alone.
 */
export const useFocusFirst = (
  field: RefObject<HTMLInputElement | null>,
  results: RefObject<HTMLElement | null>,
  /** What is looked for in what is shown. */
  shownFor: string,
): (() => void) => {
  const latest = useRef(shownFor)
  useEffect(() => {
    latest.current = shownFor
  }, [shownFor])
  return useCallback(() => {
    const input = field.current
    if (!input) return
    const text = input.value
    const until = Date.now() + WAIT_MS
    const step = (): void => {
      if (document.activeElement !== input || input.value !== text) return
      const isThere =
        text.trim() === latest.current && results.current?.querySelector('[aria-busy="true"]') === null
      const first = isThere ? results.current?.querySelector('a') : undefined
      if (first) first.focus()
      else if (Date.now() < until) requestAnimationFrame(step)
    }
    step()
  }, [field, results])
}
