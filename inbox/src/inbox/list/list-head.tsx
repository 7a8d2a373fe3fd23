import { ActionIcon, CloseButton, Indicator, TextInput, Tooltip } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { ListFilter, MessageSquarePlus, Search } from 'lucide-react'
import { lazy, type RefObject, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { countFilters, type InboxSearch, type View } from '../address.ts'
import styles from './list-head.module.css'
import { ViewTabs } from './view-tabs.tsx'

const Filters = lazy(() => import('./filters.tsx'))

/** Above the list: what is searched for, how it is narrowed down, and which of the lists it is. */
export const ListHead = ({
  view,
  search,
  searchRef,
  onDown,
  onNewChat,
}: {
  view: View
  search: InboxSearch
  searchRef: RefObject<HTMLInputElement | null>
  /** From the field to what was found. */
  onDown: () => void
  onNewChat: () => void
}) => {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const [isFiltering, setFiltering] = useState(false)
  const change = (next: Partial<InboxSearch>) =>
    void navigate({ to: '.', search: (now) => ({ ...now, ...next }), replace: true })
  const count = countFilters(search)
  return (
    <div>
      <h1 className="sr-only">{t('title')}</h1>
      <div className={styles.head}>
        <SearchField
          value={search.q ?? ''}
          onChange={(q) => change({ q: q || undefined })}
          inputRef={searchRef}
          onDown={onDown}
        />
        <Tooltip label={t('filter.label')}>
          <Indicator disabled={count === 0} label={count} size={15} offset={4}>
            <ActionIcon
              size={34}
              variant={isFiltering ? 'light' : 'subtle'}
              color={isFiltering ? 'masa' : 'gray'}
              aria-label={t('filter.label')}
              aria-expanded={isFiltering}
              onClick={() => setFiltering(!isFiltering)}
            >
              <ListFilter size={18} />
            </ActionIcon>
          </Indicator>
        </Tooltip>
        <Tooltip label={`${t('newChat.title')} · c`}>
          <ActionIcon
            size={34}
            variant="subtle"
            color="gray"
            aria-label={t('newChat.title')}
            onClick={onNewChat}
          >
            <MessageSquarePlus size={18} />
          </ActionIcon>
        </Tooltip>
      </div>
      <Suspense>{isFiltering && <Filters view={view} search={search} onChange={change} />}</Suspense>
      <ViewTabs view={view} />
    </div>
  )
}

const SearchField = ({
  value,
  onChange,
  inputRef,
  onDown,
}: {
  value: string
  onChange: (text: string) => void
  inputRef: RefObject<HTMLInputElement | null>
  onDown: () => void
}) => {
  const { t } = useTranslation('inbox')
  const [text, setText] = useState(value)
  const tell = useDebouncedCallback(onChange, 250)
  const set = (next: string) => {
    setText(next)
    tell(next.trim())
  }
  return (
    <TextInput
      ref={inputRef}
      className={styles.search}
      type="search"
      leftSection={<Search size={16} aria-hidden />}
      rightSection={text && <CloseButton size="sm" aria-label={t('search.clear')} onClick={() => set('')} />}
      placeholder={t('search.placeholder')}
      aria-label={t('search.label')}
      maxLength={200}
      value={text}
      onChange={(event) => set(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur()
        else if (event.key === 'ArrowDown') {
          event.preventDefault()
          tell.flush()
          onDown()
        }
      }}
    />
  )
}
