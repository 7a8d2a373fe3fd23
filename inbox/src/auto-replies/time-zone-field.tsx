import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const ZONES = Intl.supportedValuesOf('timeZone')

export const TimeZoneField = ({
  value,
  error,
  onChange,
}: {
  value: string
  error: string | undefined
  onChange: (timeZone: string) => void
}) => {
  const { t } = useTranslation('auto-replies')
  return (
    <Select
      label={t('timeZone')}
      searchable
      allowDeselect={false}
      limit={80}
      maxDropdownHeight={280}
      nothingFoundMessage={t('noZone')}
      data={ZONES.includes(value) ? ZONES : [value, ...ZONES]}
      value={value}
      error={error}
      onChange={(zone) => zone && onChange(zone)}
    />
  )
}
