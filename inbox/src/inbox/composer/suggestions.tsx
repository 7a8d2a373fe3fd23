import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react'
import styles from './composer.module.css'

export type Suggestions<Item> = {
  isOpen: boolean
  found: Item[]
  active: number
  listId: string
  activeId: string | undefined
  choose: (item: Item) => void
  /** True when the key was for the list. */
  onKeyDown: (event: KeyboardEvent) => boolean
}

type Options<Item> = {
  /** What is looked for; undefined for nothing. */
  asked: string | undefined
  found: Item[]
  choose: (item: Item) => void
}

/** A list above the composer, from which what is being written is completed by keys while the text keeps the focus. */
export const useSuggestions = <Item extends { id: number }>({
  asked,
  found,
  choose,
}: Options<Item>): Suggestions<Item> => {
  const [active, setActive] = useState(0)
  const [dismissed, setDismissed] = useState<string>()
  const listId = useId()
  const isOpen = asked !== undefined && dismissed !== asked
  // biome-ignore lint/correctness/useExhaustiveDependencies: other letters, other first choice
  useEffect(() => {
    setActive(0)
    setDismissed(undefined)
  }, [asked])
  const chosen = isOpen ? found[active] : undefined
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isOpen) return false
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (move !== undefined) setActive((now) => (now + move + found.length) % Math.max(1, found.length))
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) choose(chosen)
    else if (event.key === 'Escape') setDismissed(asked)
    else return false
    event.preventDefault()
    return true
  }
  return { isOpen, found, active, listId, activeId: chosen && `${listId}-${chosen.id}`, choose, onKeyDown }
}

export const SuggestionList = <Item extends { id: number }>({
  state: { isOpen, found, active, listId, choose },
  label,
  none,
  children,
}: {
  state: Suggestions<Item>
  label: string
  none: string
  children: (item: Item) => ReactNode
}) => {
  if (!isOpen) return null
  return (
    <div className={styles.quick} role="listbox" id={listId} aria-label={label} tabIndex={-1}>
      {found.map((item, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the text box has the focus and the keys
        <div
          key={item.id}
          id={`${listId}-${item.id}`}
          role="option"
          aria-selected={index === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(item)}
        >
          {children(item)}
        </div>
      ))}
      {found.length === 0 && <span className={styles.quickBody}>{none}</span>}
    </div>
  )
}
