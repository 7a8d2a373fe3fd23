import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldErrors } from './field-errors.ts'
import { lastDays, type Range } from './range.ts'

const SPANS = [7, 30, 90]

const spanOf = ({ from, to }: Range): string => {
  const known = SPANS.map((days) => ({ days, range: lastDays(days) }))
  const found = known.find(({ range }) => range.from === from && range.to === to)
  return found ? `${found.days}` : 'own'
}

/** The last days, or days that are named. */
export const RangeFields = ({
  range,
  errors = {},
  onChange,
}: {
  range: Range
  errors?: FieldErrors
  onChange: (range: Range) => void
}) => {
  const { t } = useTranslation()
  const [span, setSpan] = useState(() => spanOf(range))
  const day = (name: 'from' | 'to', limits: { min?: string; max?: string }) => (
    <TextInput
      type="date"
      aria-label={t(`range.${name}`)}
      value={range[name]}
      error={errors[name]}
      {...limits}
      onChange={({ currentTarget: { value } }) => value && onChange({ ...range, [name]: value })}
    />
  )
  return (
    <>
      <NativeSelect
        aria-label={t('range.label')}
        value={span}
        onChange={({ currentTarget: { value } }) => {
          setSpan(value)
          if (value !== 'own') onChange(lastDays(Number(value)))
        }}
        data={[
          ...SPANS.map((days) => ({ value: `${days}`, label: t('range.lastDays', { count: days }) })),
          { value: 'own', label: t('range.own') },
        ]}
      />
      {span === 'own' && (
        <>
          {day('from', { max: range.to })}
          {day('to', { min: range.from })}
        </>
      )}
    </>
  )
}
