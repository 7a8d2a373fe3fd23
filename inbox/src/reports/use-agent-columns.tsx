import { useTranslation } from 'react-i18next'
import type { Column } from '../components/data-table.tsx'
import { Face } from '../components/face.tsx'
import { exactDuration } from '../components/time.ts'
import type { AgentCounts } from './queries.ts'
import styles from './reports.module.css'

export const DURATIONS = ['average_first_response_seconds', 'average_resolution_seconds'] as const

export const NUMBERS = ['assigned_chats', 'resolved_chats', 'reactivated_chats', 'forwarded_chats'] as const

/** The columns of Desk360's report, in its order; each can be sorted by. */
export const useAgentColumns = (): Column<AgentCounts>[] => {
  const { t, i18n } = useTranslation('reports')
  const number = new Intl.NumberFormat(i18n.language)
  return [
    {
      key: 'name',
      title: t('agents.name'),
      sortBy: ({ name }) => name,
      render: (agent) => <Agent agent={agent} />,
    },
    ...DURATIONS.map(
      (name): Column<AgentCounts> => ({
        key: name,
        title: t(`agents.${name}`),
        isNumber: true,
        sortBy: (agent) => agent[name],
        render: ({ [name]: seconds }) => (seconds === null ? '–' : exactDuration(seconds)),
      }),
    ),
    ...NUMBERS.map(
      (name): Column<AgentCounts> => ({
        key: name,
        title: t(`agents.${name}`),
        isNumber: true,
        sortBy: (agent) => agent[name],
        render: (agent) => number.format(agent[name]),
      }),
    ),
  ]
}

const Agent = ({ agent: { name, email } }: { agent: AgentCounts }) => (
  <span className={styles.agent}>
    <Face name={name} size={28} />
    <span>
      {name}
      <span className={styles.quiet}>{email}</span>
    </span>
  </span>
)
