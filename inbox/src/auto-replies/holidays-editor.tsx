import { ActionIcon, Button, TextInput } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AutoReplies } from '../api/types.ts'
import styles from './auto-replies.module.css'

type Holidays = AutoReplies['holidays']

export const HolidaysEditor = ({
  holidays,
  errorOf,
  onHolidays,
}: {
  holidays: Holidays
  errorOf: (field: string) => string | undefined
  onHolidays: (holidays: Holidays) => void
}) => {
  const { t } = useTranslation('auto-replies')
  const change = (index: number, part: Partial<Holidays[number]>) =>
    onHolidays(holidays.map((one, n) => (n === index ? { ...one, ...part } : one)))
  return (
    <div className={styles.holidays}>
      {holidays.map(({ date, name }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is nothing but its place
        <div key={index} className={styles.holiday}>
          <TextInput
            type="date"
            required
            aria-label={t('date')}
            value={date}
            error={errorOf(`holidays.${index}.date`)}
            onChange={(event) => change(index, { date: event.currentTarget.value })}
          />
          <TextInput
            aria-label={t('holidayName')}
            placeholder={t('holidayName')}
            maxLength={100}
            value={name}
            error={errorOf(`holidays.${index}.name`)}
            onChange={(event) => change(index, { name: event.currentTarget.value })}
          />
          <ActionIcon
            aria-label={t('removeHoliday', { name: name || date })}
            onClick={() => onHolidays(holidays.filter((_one, n) => n !== index))}
          >
            <X size={16} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        leftSection={<Plus size={16} />}
        onClick={() => onHolidays([...holidays, { date: '', name: '' }])}
      >
        {t('addHoliday')}
      </Button>
    </div>
  )
}
