import { useEffect, useRef } from 'react'

/** What keys without modifiers do, by the key. */
export type KeyMap = Record<string, () => void>

/** Fields keep their keys, and so does whatever lies over the page. */
const isTaken = (event: KeyboardEvent): boolean => {
  const target = event.target as HTMLElement
  return (
    event.defaultPrevented ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.isComposing ||
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="listbox"]') !== null ||
    document.querySelector('[aria-modal="true"], [role="dialog"]') !== null
  )
}

/** Single keys that work while this part of the page is there. */
export const useKeys = (keys: KeyMap): void => {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const act = isTaken(event) ? undefined : latest.current[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
