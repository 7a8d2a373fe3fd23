import { useTranslation } from 'react-i18next'
import type { Action } from '../../../../src/desk/history.ts'
import type { HistoryEntry } from '../../api/types.ts'
import { clockTime, fullTime } from '../../components/time.ts'
import { object, text } from '../bubbles/content.ts'
import styles from './history-line.module.css'

const KNOWN = [
  'claimed',
  'assigned',
  'handed_over',
  'taken_over',
  'released',
  'closed',
  'reopened',
  'reactivated',
  'archived',
  'tagged',
  'untagged',
  'prioritized',
] as const satisfies Action[]

/** What somebody, or the time, did with the chat. */
export const HistoryLine = ({ entry }: { entry: HistoryEntry }) => {
  const { t } = useTranslation('inbox')
  const { actor, user, reason, details } = entry
  const known = KNOWN.find((one) => one === entry.action)
  const key = known === 'assigned' && !actor ? 'assignedAutomatic' : (known ?? 'other')
  const priority = String(details?.['priority'] ?? '')
  return (
    <p className={styles.line}>
      {t(`history.${key}`, {
        actor: actor?.name ?? t('history.program'),
        user: user?.name ?? t('chat.nobody'),
        reason: reason?.name ?? '',
        tag: text(object(details?.['tag'])['name']),
        priority: t(`priority.${priority as 'normal'}`, { defaultValue: priority }),
        action: entry.action,
      })}{' '}
      <time dateTime={entry.at} title={fullTime(entry.at)}>
        {clockTime(entry.at)}
      </time>
    </p>
  )
}
