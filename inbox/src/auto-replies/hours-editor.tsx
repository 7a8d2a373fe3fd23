import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/Radio.layer.css'
import { Group, Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AutoReplies } from '../api/types.ts'
import styles from './auto-replies.module.css'
import { DayRow } from './day-row.tsx'

export type Hours = AutoReplies['hours']

const DAYS = [1, 2, 3, 4, 5, 6, 7]
const USUAL: Hours = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '18:00' }))

/** A week of hours, a line a day; none at all means always. */
export const HoursEditor = ({
  hours,
  errorOf,
  onHours,
}: {
  hours: Hours
  errorOf: (field: string) => string | undefined
  onHours: (hours: Hours) => void
}) => {
  const { t } = useTranslation('auto-replies')
  return (
    <>
      <Radio.Group
        aria-label={t('hours')}
        value={hours.length === 0 ? 'always' : 'hours'}
        onChange={(value) => onHours(value === 'always' ? [] : USUAL)}
      >
        <Group gap="lg">
          <Radio value="always" label={t('always')} />
          <Radio value="hours" label={t('atHours')} />
        </Group>
      </Radio.Group>
      {hours.length > 0 && (
        <div className={styles.week}>
          {DAYS.map((day) => (
            <DayRow key={day} day={day} hours={hours} errorOf={errorOf} onHours={onHours} />
          ))}
        </div>
      )}
    </>
  )
}
