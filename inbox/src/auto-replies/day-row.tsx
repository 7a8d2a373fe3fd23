import { ActionIcon, Button, Text, TextInput, Tooltip } from '@mantine/core'
import { CopyPlus, Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import styles from './auto-replies.module.css'
import type { Hours } from './hours-editor.tsx'

const WORKING_DAYS = [1, 2, 3, 4, 5]

/** The hours of one day: as many parts as it has, such as one before and one after noon. */
export const DayRow = ({
  day,
  hours,
  errorOf,
  onHours,
}: {
  day: number
  hours: Hours
  errorOf: (field: string) => string | undefined
  onHours: (hours: Hours) => void
}) => {
  const { t, i18n } = useTranslation('auto-replies')
  const name = dayName(day, i18n.language)
  const own = hours.flatMap((range, index) => (range.day === day ? [{ range, index }] : []))
  const add = () =>
    onHours([...hours, own.length === 0 ? { day, from: '09:00', to: '18:00' } : next(day, own)])
  const copy = () =>
    onHours([
      ...hours.filter((one) => one.day === day || !WORKING_DAYS.includes(one.day)),
      ...WORKING_DAYS.filter((one) => one !== day).flatMap((one) =>
        own.map(({ range }) => ({ ...range, day: one })),
      ),
    ])
  return (
    <fieldset className={styles.day}>
      <legend className="sr-only">{name}</legend>
      <Text className={styles.dayName} aria-hidden>
        {name}
      </Text>
      <div className={styles.ranges}>
        {own.length === 0 && <Text c="var(--quiet)">{t('closed')}</Text>}
        {own.map(({ range, index }) => (
          <Range
            key={index}
            range={range}
            error={errorOf(`hours.${index}.from`) ?? errorOf(`hours.${index}.to`)}
            onRange={(changed) => onHours(hours.map((one, n) => (n === index ? changed : one)))}
            onRemove={() => onHours(hours.filter((_one, n) => n !== index))}
          />
        ))}
      </div>
      <div className={styles.dayActions}>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<Plus size={14} />}
          aria-label={t('addHoursOn', { day: name })}
          onClick={add}
        >
          {t('addHours')}
        </Button>
        {own.length > 0 && WORKING_DAYS.includes(day) && (
          <Tooltip label={t('copyDay')}>
            <ActionIcon aria-label={t('copyDayOf', { day: name })} onClick={copy}>
              <CopyPlus size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
    </fieldset>
  )
}

type Own = { range: Hours[number] }[]

/** After the last part of the day, as far as there is room. */
const next = (day: number, own: Own): Hours[number] => {
  const last = own
    .map(({ range }) => range.to)
    .sort()
    .at(-1)!
  return last < '22:00' ? { day, from: last, to: '22:00' } : { day, from: '00:00', to: '06:00' }
}

const Range = ({
  range: { day, from, to },
  error,
  onRange,
  onRemove,
}: {
  range: Hours[number]
  error: string | undefined
  onRange: (range: Hours[number]) => void
  onRemove: () => void
}) => {
  const { t } = useTranslation('auto-replies')
  return (
    <div>
      <div className={styles.range}>
        <TextInput
          type="time"
          required
          aria-label={t('from')}
          value={from}
          onChange={(event) => onRange({ day, from: event.currentTarget.value, to })}
        />
        <span aria-hidden>–</span>
        {/* A clock has no 24:00: midnight at the end of a day stands as 00:00. */}
        <TextInput
          type="time"
          required
          aria-label={t('to')}
          value={to === '24:00' ? '00:00' : to}
          onChange={({ currentTarget: { value } }) =>
            onRange({ day, from, to: value === '00:00' ? '24:00' : value })
          }
        />
        <ActionIcon aria-label={t('removeHours', { from, to })} onClick={onRemove}>
          <X size={16} />
        </ActionIcon>
      </div>
      {to <= from && !error && (
        <Text size="xs" c="var(--quiet)">
          {t('overnight')}
        </Text>
      )}
      {error && (
        <Text size="xs" c="var(--danger)" role="alert">
          {error}
        </Text>
      )}
    </div>
  )
}

/** The first of January 2024 was a Monday. */
const dayName = (day: number, language: string): string =>
  new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day))
