import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/Checkbox.layer.css'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Named, PRIORITIES, type Priority } from '../../api/types.ts'
import { useAgents } from '../../shell/agents.ts'
import { countFilters, type Filter, type View } from '../address.ts'
import { reasonsQuery, tagsQuery, useIntegrations } from '../queries.ts'
import styles from './filters.module.css'

const NOTHING: Filter = {
  number: undefined,
  tag: undefined,
  agent: undefined,
  priority: undefined,
  reason: undefined,
  closed_by: undefined,
  unread: undefined,
  from: undefined,
  to: undefined,
}

/** What narrows a list down. The archive has filters of its own: who closed it, why, when. */
const Filters = ({
  view,
  search,
  onChange,
}: {
  view: View
  search: Filter
  onChange: (next: Filter) => void
}) => {
  const { t } = useTranslation('inbox')
  const { data: integrations = [] } = useIntegrations()
  const { data: tags = [] } = useQuery(tagsQuery)
  const { data: reasons = [] } = useQuery(reasonsQuery)
  const { data: agents = [] } = useAgents()
  const choice = (
    label: string,
    name: 'number' | 'tag' | 'agent' | 'reason' | 'closed_by',
    options: Named[],
  ) => (
    <NativeSelect
      size="xs"
      label={label}
      value={search[name] ?? ''}
      onChange={({ currentTarget: { value } }) =>
        onChange({ [name]: value === '' ? undefined : Number(value) })
      }
    >
      <option value="">{t('filter.any')}</option>
      {options.map(({ id, name: text }) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </NativeSelect>
  )
  const day = (label: string, name: 'from' | 'to') => (
    <TextInput
      size="xs"
      type="date"
      label={label}
      value={(search[name] ?? '').slice(0, 10)}
      onChange={({ currentTarget: { value } }) =>
        onChange({ [name]: value ? edgeOfDay(value, name) : undefined })
      }
    />
  )
  const numbers = integrations.map(({ id, display_name: name }) => ({ id, name }))
  return (
    <fieldset className={styles.filters} aria-label={t('filter.label')}>
      {numbers.length > 1 && choice(t('filter.number'), 'number', numbers)}
      {choice(t('filter.tag'), 'tag', tags)}
      {view === 'all' && choice(t('filter.agent'), 'agent', agents)}
      {view === 'archived' && choice(t('filter.reason'), 'reason', reasons)}
      {view === 'archived' && choice(t('filter.closedBy'), 'closed_by', agents)}
      <NativeSelect
        size="xs"
        label={t('filter.priority')}
        value={search.priority ?? ''}
        onChange={({ currentTarget: { value } }) => onChange({ priority: (value || undefined) as Priority })}
      >
        <option value="">{t('filter.any')}</option>
        {PRIORITIES.map((one) => (
          <option key={one} value={one}>
            {t(`priority.${one}`)}
          </option>
        ))}
      </NativeSelect>
      {day(t('filter.from'), 'from')}
      {day(t('filter.to'), 'to')}
      <Checkbox
        size="xs"
        className={styles.wide}
        label={t('filter.unread')}
        checked={search.unread ?? false}
        onChange={({ currentTarget: { checked } }) => onChange({ unread: checked || undefined })}
      />
      {countFilters(search) > 0 && (
        <Button className={styles.wide} size="compact-xs" variant="subtle" onClick={() => onChange(NOTHING)}>
          {t('filter.clear')}
        </Button>
      )}
    </fieldset>
  )
}

/** A day here, as the moment at which it begins or ends. */
const edgeOfDay = (day: string, edge: 'from' | 'to'): string =>
  new Date(`${day}T${edge === 'from' ? '00:00:00' : '23:59:59.999'}`).toISOString()

export default Filters
