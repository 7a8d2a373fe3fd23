import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/call.ts'
import type { Chat, QuickResponse } from '../../api/types.ts'
import { tellError } from '../../words/error.ts'
import { chatPath, keyOf, quickResponsesQuery } from '../queries.ts'
import styles from './composer.module.css'

/** A text that is nothing but a slash and the beginning of a name asks for a quick response. */
const ASKED = /^\/([^\s/]*)$/

export type QuickState = {
  isKnown: boolean
  isOpen: boolean
  found: QuickResponse[]
  active: number
  listId: string
  activeId: string | undefined
  choose: (response: QuickResponse) => void
  /** True when the key was for the list. */
  onKeyDown: (event: KeyboardEvent) => boolean
}

/** `/` in the composer: the quick responses whose shortcut or title it begins. */
export const useQuickResponses = (chat: Chat, text: string, onFilled: (text: string) => void): QuickState => {
  const { data: all = [] } = useQuery(quickResponsesQuery)
  const [active, setActive] = useState(0)
  const [dismissed, setDismissed] = useState('')
  const listId = useId()
  const asked = ASKED.exec(text)?.[1]?.toLowerCase()
  const found =
    asked === undefined
      ? []
      : all.filter(
          ({ shortcut, title }) =>
            shortcut.toLowerCase().startsWith(asked) || (asked !== '' && title.toLowerCase().includes(asked)),
        )
  const isOpen = asked !== undefined && all.length > 0 && dismissed !== text
  // biome-ignore lint/correctness/useExhaustiveDependencies: other letters, other first choice
  useEffect(() => setActive(0), [asked])
  const choose = (response: QuickResponse): void => {
    call<{ text: string }>('GET', `${chatPath(keyOf(chat))}/quick-responses/${response.id}`).then(
      (filled) => onFilled(filled.text),
      tellError,
    )
  }
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isOpen) return false
    const chosen = found[active]
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (move !== undefined) setActive((now) => (now + move + found.length) % Math.max(1, found.length))
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) choose(chosen)
    else if (event.key === 'Escape') setDismissed(text)
    else return false
    event.preventDefault()
    return true
  }
  const chosen = found[active]
  const activeId = isOpen && chosen ? `${listId}-${chosen.id}` : undefined
  return { isKnown: all.length > 0, isOpen, found, active, listId, activeId, choose, onKeyDown }
}

export const QuickResponses = ({ state }: { state: QuickState }) => {
  const { t } = useTranslation('inbox')
  if (!state.isOpen) return null
  return (
    <div
      className={styles.quick}
      role="listbox"
      id={state.listId}
      aria-label={t('composer.quick')}
      tabIndex={-1}
    >
      {state.found.map((response, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the text box has the focus and the keys
        <div
          key={response.id}
          id={`${state.listId}-${response.id}`}
          role="option"
          aria-selected={index === state.active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => state.choose(response)}
        >
          <code>/{response.shortcut}</code>
          <span>{response.title}</span>
          <span className={styles.quickBody}>{response.body}</span>
        </div>
      ))}
      {state.found.length === 0 && <span className={styles.quickBody}>{t('composer.noQuick')}</span>}
    </div>
  )
}
