import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { usersQuery } from '../team/queries.ts'
import styles from './filters.module.css'
import type { AuditFilter } from './queries.ts'
import { AREAS } from './words-of.ts'

export const Filters = ({
  filter,
  onFilter,
  onClear,
}: {
  filter: AuditFilter
  onFilter: (filter: AuditFilter) => void
  /** Undefined where nothing is filtered. */
  onClear: (() => void) | undefined
}) => {
  const { t } = useTranslation('audit-log')
  const { data: users = [] } = useQuery(usersQuery)
  const field = (name: keyof AuditFilter) => ({
    label: t(`filter.${name}`),
    value: filter[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      onFilter({ ...filter, [name]: event.currentTarget.value }),
  })
  return (
    <search className={styles.filters} aria-label={t('filter.label')}>
      <NativeSelect
        {...field('actor')}
        data={[
          { value: '', label: t('filter.anybody') },
          ...users.map(({ id, name }) => ({ value: `user:${id}`, label: name })),
          { value: 'command line', label: t('commandLine') },
        ]}
      />
      <NativeSelect
        {...field('action')}
        data={[
          { value: '', label: t('filter.anything') },
          ...AREAS.map((area) => ({ value: `${area}.`, label: t(`areas.${area}`) })),
        ]}
      />
      <TextInput type="date" max={filter.to || undefined} {...field('from')} />
      <TextInput type="date" min={filter.from || undefined} {...field('to')} />
      {onClear && (
        <Button variant="subtle" onClick={onClear}>
          {t('action.clear', { ns: 'common' })}
        </Button>
      )}
    </search>
  )
}
