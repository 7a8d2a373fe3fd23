import { useTranslation } from 'react-i18next'
import { fullDate } from '../../components/time.ts'
import type { ContactDetails } from '../queries.ts'
import styles from './profile.module.css'

/** By what somebody could be reached, and when: numbers are given to other people. */
export const Addresses = ({ contact: { addresses } }: { contact: ContactDetails }) => {
  const { t } = useTranslation('contacts')
  const timeOf = (since: string | null, until: string | null) => {
    if (since && until) return t('fromUntil', { since: fullDate(since), until: fullDate(until) })
    if (since) return t('since', { date: fullDate(since) })
    return until ? t('until', { date: fullDate(until) }) : undefined
  }
  return (
    <ul className={styles.addresses}>
      {addresses.map(({ address, since, until }) => (
        <li key={`${address} ${since}`} data-former={until !== null || undefined}>
          {address} <span className={styles.quiet}>{timeOf(since, until)}</span>
        </li>
      ))}
    </ul>
  )
}
