import { useTranslation } from 'react-i18next'
import { dayName } from '../../components/time.ts'
import styles from './marks.module.css'

export const DayLine = ({ at }: { at: string }) => (
  <div className={styles.day}>
    <time dateTime={at}>{dayName(at)}</time>
  </div>
)

/** Below it stands what was not read when the chat was opened. */
export const UnreadLine = () => {
  const { t } = useTranslation('inbox')
  return (
    <div className={styles.unread}>
      <span>{t('messages.unread')}</span>
    </div>
  )
}
