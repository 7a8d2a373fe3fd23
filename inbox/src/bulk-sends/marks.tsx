import '@mantine/core/styles/Badge.layer.css'
import '@mantine/core/styles/Progress.layer.css'
import { Badge, Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './marks.module.css'
import { type BulkSend, type RecipientState, STATES } from './queries.ts'
import { STATE_COLORS, STATUS_COLORS } from './states.ts'

export const StatusBadge = ({ status }: { status: BulkSend['status'] }) => {
  const { t } = useTranslation('bulk-sends')
  return (
    <Badge variant="light" color={STATUS_COLORS[status]} className={styles.badge} tt="none" fw={500}>
      {t(`status.${status}`)}
    </Badge>
  )
}

/** All recipients in one bar, by where they stand. */
export const CountsBar = ({
  counts,
  size = 'md',
}: {
  counts: BulkSend['counts']
  size?: 'sm' | 'md' | 'xl'
}) => {
  const { t, i18n } = useTranslation('bulk-sends')
  const number = new Intl.NumberFormat(i18n.language)
  const shown = STATES.filter((state) => counts[state] > 0)
  const told = shown.map((state) => `${t(`state.${state}`)}: ${number.format(counts[state])}`).join(', ')
  return (
    <div role="img" aria-label={told || t('list.noRecipients')}>
      <Progress.Root size={size} aria-hidden>
        {shown.map((state) => (
          <Progress.Section
            key={state}
            value={(counts[state] / counts.planned) * 100}
            color={STATE_COLORS[state]}
            withAria={false}
          />
        ))}
      </Progress.Root>
    </div>
  )
}

export const StateDot = ({ state }: { state: RecipientState }) => (
  <span
    className={styles.dot}
    aria-hidden
    style={{ background: `var(--mantine-color-${STATE_COLORS[state].replace('.', '-')})` }}
  />
)
