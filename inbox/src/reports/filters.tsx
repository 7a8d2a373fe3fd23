import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FieldErrors } from '../components/field-errors.ts'
import { RangeFields } from '../components/range-fields.tsx'
import { useIntegrations } from '../inbox/queries.ts'
import { hasHours, type ReportSearch, rangeOf, stepOf } from './address.ts'
import styles from './reports.module.css'

/** Each report is given these. */
export type ReportProps = { search: ReportSearch; onSearch: (search: ReportSearch) => void }

/** What a report is about: the time, the number, and where it is told step by step, how long a step is. */
export const Filters = ({
  search,
  onSearch,
  errors,
  hasSteps = false,
}: ReportProps & { errors: FieldErrors; hasSteps?: boolean }) => {
  const { t } = useTranslation('reports')
  return (
    <search className={styles.filters}>
      <RangeFields
        range={rangeOf(search)}
        errors={errors}
        onChange={(range) => onSearch({ ...search, ...range })}
      />
      <NumberField search={search} onSearch={onSearch} error={errors['integration_id']} />
      {hasSteps && hasHours(search) && (
        <SegmentedControl
          aria-label={t('step.label')}
          value={stepOf(search)}
          onChange={(step) => {
            const { by: _, ...rest } = search
            onSearch(step === 'hour' ? { ...rest, by: step } : rest)
          }}
          data={[
            { value: 'day', label: t('step.day') },
            { value: 'hour', label: t('step.hour') },
          ]}
        />
      )}
    </search>
  )
}

const NumberField = ({ search, onSearch, error }: ReportProps & { error: string | undefined }) => {
  const { t } = useTranslation('reports')
  const { data: numbers = [] } = useIntegrations()
  if (numbers.length < 2 && search.number === undefined) return null
  return (
    <NativeSelect
      aria-label={t('number')}
      value={search.number ?? ''}
      error={error}
      onChange={({ currentTarget: { value } }) => {
        const { number: _, ...rest } = search
        onSearch(value === '' ? rest : { ...rest, number: Number(value) })
      }}
    >
      <option value="">{t('allNumbers')}</option>
      {numbers.map(({ id, display_name: name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </NativeSelect>
  )
}
