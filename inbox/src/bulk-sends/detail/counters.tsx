import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { StateDot } from '../marks.tsx'
import { type BulkSend, type RecipientState, STATES } from '../queries.ts'
import styles from './detail.module.css'

/** How many stand where; each leads to those who do. */
export const Counters = ({
  counts,
  chosen,
  onChoose,
}: {
  counts: BulkSend['counts']
  chosen: RecipientState | undefined
  onChoose: (state: RecipientState | undefined) => void
}) => {
  const { t, i18n } = useTranslation('bulk-sends')
  const number = new Intl.NumberFormat(i18n.language)
  const always: readonly RecipientState[] = ['read', 'delivered', 'sent', 'waiting', 'failed']
  const shown = STATES.filter((state) => counts[state] > 0 || always.includes(state))
  return (
    <ul className={styles.counters}>
      {shown.map((state) => (
        <li key={state}>
          <UnstyledButton
            className={styles.counter}
            aria-pressed={chosen === state}
            onClick={() => onChoose(chosen === state ? undefined : state)}
          >
            <span className={styles.state}>
              <StateDot state={state} />
              {t(`state.${state}`)}
            </span>
            <strong>{number.format(counts[state])}</strong>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}
