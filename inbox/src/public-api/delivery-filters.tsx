import { Button, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { MomentField } from './moment-field.tsx'
import styles from './public-api.module.css'
import type { DeliveryFilter } from './queries.ts'
import { DELIVERY_STATUSES } from './statuses.ts'

export const DeliveryFilters = ({
  filter,
  onChange,
}: {
  filter: DeliveryFilter
  onChange: (next: DeliveryFilter) => void
}) => {
  const { t } = useTranslation('public-api')
  const moment = (name: 'from' | 'to') => (
    <MomentField
      size="xs"
      label={t(`log.${name}`)}
      value={filter[name]}
      onChange={(value) => onChange({ ...filter, [name]: value })}
    />
  )
  return (
    <fieldset className={styles.filters} aria-label={t('log.title')}>
      <NativeSelect
        size="xs"
        label={t('log.status')}
        value={filter.status ?? ''}
        onChange={({ currentTarget: { value } }) => {
          const { status: _, ...rest } = filter
          const status = DELIVERY_STATUSES.find((one) => one === value)
          onChange(status ? { ...rest, status } : rest)
        }}
      >
        <option value="">{t('log.any')}</option>
        {DELIVERY_STATUSES.map((status) => (
          <option key={status} value={status}>
            {t(`log.statuses.${status}`)}
          </option>
        ))}
      </NativeSelect>
      {moment('from')}
      {moment('to')}
      {Object.keys(filter).length > 0 && (
        <Button size="xs" variant="subtle" onClick={() => onChange({})}>
          {t('log.clear')}
        </Button>
      )}
    </fieldset>
  )
}
