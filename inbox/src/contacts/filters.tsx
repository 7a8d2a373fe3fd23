import { CloseButton, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Named } from '../api/types.ts'
import { fieldErrors } from '../components/field-errors.ts'
import { integrationsQuery, tagsQuery } from '../inbox/queries.ts'
import type { ContactsSearch } from './address.ts'
import styles from './contacts.module.css'
import { contactsQuery } from './queries.ts'

/** By what the list is narrowed down: words, a tag, one of our numbers, a wish. */
export const Filters = ({ search }: { search: ContactsSearch }) => {
  const { t } = useTranslation('contacts')
  const navigate = useNavigate()
  const { data: numbers = [] } = useQuery(integrationsQuery)
  const { data: tags = [] } = useQuery(tagsQuery)
  const go = (change: ContactsSearch) =>
    void navigate({ to: '/contacts', search: (now) => ({ ...now, ...change }), replace: true })
  return (
    <search className={styles.filters}>
      <Words search={search} onWords={(q) => go({ q })} />
      {tags.length > 0 && (
        <Choice
          label={t('tag')}
          any={t('allTags')}
          options={tags}
          value={search.tag}
          onChange={(tag) => go({ tag })}
        />
      )}
      {numbers.length > 1 && (
        <Choice
          label={t('number')}
          any={t('allNumbers')}
          options={numbers.map(({ id, display_name: name }) => ({ id, name }))}
          value={search.number}
          onChange={(number) => go({ number })}
        />
      )}
      <NativeSelect
        aria-label={t('marketing')}
        value={String(search.opted_out ?? '')}
        onChange={({ currentTarget: { value } }) =>
          go({ opted_out: value === '' ? undefined : value === 'true' })
        }
      >
        <option value="">{t('allWishes')}</option>
        <option value="true">{t('onlyOptedOut')}</option>
        <option value="false">{t('notOptedOut')}</option>
      </NativeSelect>
    </search>
  )
}

const Words = ({
  search,
  onWords,
}: {
  search: ContactsSearch
  onWords: (words: string | undefined) => void
}) => {
  const { t } = useTranslation('contacts')
  const { error } = useInfiniteQuery(contactsQuery(search))
  const [text, setText] = useState(search.q ?? '')
  const find = useDebouncedCallback(onWords, 250)
  const set = (next: string) => {
    setText(next)
    find(next.trim() || undefined)
  }
  return (
    <TextInput
      type="search"
      className={styles.search}
      leftSection={<Search size={16} aria-hidden />}
      rightSection={
        text && (
          <CloseButton size="sm" aria-label={t('action.clear', { ns: 'common' })} onClick={() => set('')} />
        )
      }
      aria-label={t('search')}
      placeholder={t('searchHint')}
      maxLength={200}
      value={text}
      error={fieldErrors(error)['q']}
      onChange={({ currentTarget }) => set(currentTarget.value)}
    />
  )
}

const Choice = ({
  label,
  any,
  options,
  value,
  onChange,
}: {
  label: string
  /** What the choice is called that leaves all in. */
  any: string
  options: Named[]
  value: number | undefined
  onChange: (id: number | undefined) => void
}) => (
  <NativeSelect
    aria-label={label}
    value={value ?? ''}
    onChange={({ currentTarget }) =>
      onChange(currentTarget.value === '' ? undefined : Number(currentTarget.value))
    }
  >
    <option value="">{any}</option>
    {options.map(({ id, name }) => (
      <option key={id} value={id}>
        {name}
      </option>
    ))}
  </NativeSelect>
)
