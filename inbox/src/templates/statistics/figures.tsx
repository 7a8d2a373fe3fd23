import { useTranslation } from 'react-i18next'
import type { Counts } from './queries.ts'
import styles from './statistics.module.css'

const SHOWN = ['messages', 'delivered', 'read', 'clicked', 'failed'] as const

/** The sums, each with its part of the whole. */
export const Figures = ({ counts }: { counts: Counts }) => {
  const { t, i18n } = useTranslation('templates')
  const whole = new Intl.NumberFormat(i18n.language)
  const part = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 })
  return (
    <dl className={styles.figures}>
      {SHOWN.map((name) => (
        <div key={name} className={styles.figure}>
          <dt>{t(`statistics.${name}`)}</dt>
          <dd>
            {whole.format(counts[name])}{' '}
            {name !== 'messages' && <small>{part.format(counts[name] / counts.messages)}</small>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
