import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/call.ts'
import type { Chat, QuickResponse } from '../../api/types.ts'
import { tellError } from '../../words/error.ts'
import { chatPath, keyOf, quickResponsesQuery } from '../queries.ts'
import styles from './composer.module.css'
import { SuggestionList, type Suggestions, useSuggestions } from './suggestions.tsx'

/** A text that is nothing but a slash and the beginning of a name asks for a quick response. */
const ASKED = /^\/([^\s/]*)$/

/** `/` in the composer: the quick responses whose shortcut or title it begins. */
export const useQuickResponses = (
  chat: Chat,
  text: string,
  onFilled: (text: string) => void,
): Suggestions<QuickResponse> & { isKnown: boolean } => {
  const { data: all = [] } = useQuery(quickResponsesQuery)
  const isKnown = all.length > 0
  const asked = isKnown ? ASKED.exec(text)?.[1]?.toLowerCase() : undefined
  const found =
    asked === undefined
      ? []
      : all.filter(
          ({ shortcut, title }) =>
            shortcut.toLowerCase().startsWith(asked) || (asked !== '' && title.toLowerCase().includes(asked)),
        )
  const choose = (response: QuickResponse): void => {
    call<{ text: string }>('GET', `${chatPath(keyOf(chat))}/quick-responses/${response.id}`).then(
      (filled) => onFilled(filled.text),
      tellError,
    )
  }
  return { ...useSuggestions({ asked, found, choose }), isKnown }
}

export const QuickResponses = ({ state }: { state: Suggestions<QuickResponse> }) => {
  const { t } = useTranslation('inbox')
  return (
    <SuggestionList state={state} label={t('composer.quick')} none={t('composer.noQuick')}>
      {({ shortcut, title, body }) => (
        <>
          <code>/{shortcut}</code>
          <span>{title}</span>
          <span className={styles.quickBody}>{body}</span>
        </>
      )}
    </SuggestionList>
  )
}
