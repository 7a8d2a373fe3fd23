import { useTranslation } from 'react-i18next'
import type { Chat } from '../../api/types.ts'
import { duration, fullTime } from '../../components/time.ts'
import styles from './composer.module.css'

const HOUR_MS = 3_600_000

/** How long the customer may still be written to freely; in another colour and weight in the last hour. */
export const WindowClock = ({ chat: { window_expires_at: until }, now }: { chat: Chat; now: number }) => {
  const { t } = useTranslation('inbox')
  const left = until === null ? 0 : Date.parse(until) - now
  if (until === null || left <= 0) return <span className={styles.clock} />
  return (
    <span className={styles.clock} data-soon={left < HOUR_MS || undefined} title={fullTime(until)}>
      {t('composer.windowLeft', { time: duration(left) })}
    </span>
  )
}
