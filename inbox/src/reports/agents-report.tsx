import { useQuery } from '@tanstack/react-query'
import { Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { DataTable } from '../components/data-table.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { fieldErrors } from '../components/field-errors.ts'
import { type Figure, Figures } from '../components/figures.tsx'
import { Filters, type ReportProps } from './filters.tsx'
import { type AgentCounts, agentsReportQuery } from './queries.ts'
import { ReadAt, ReportError } from './report-state.tsx'
import styles from './reports.module.css'
import { DURATIONS, NUMBERS, useAgentColumns } from './use-agent-columns.tsx'

/** What each of the team did with the chats that they were given (Desk360, "User Report"). */
export const AgentsReport = ({ search, onSearch }: ReportProps) => {
  const query = useQuery(agentsReportQuery(search))
  const { data, error, refetch } = query
  return (
    <>
      <Filters search={search} onSearch={onSearch} errors={fieldErrors(error)} />
      {error && !data ? (
        <ReportError error={error} onRetry={() => void refetch()} />
      ) : (
        <>
          <Counts agents={data} />
          {data && <ReadAt query={query} />}
        </>
      )}
    </>
  )
}

const Counts = ({ agents }: { agents: AgentCounts[] | undefined }) => {
  const { t } = useTranslation('reports')
  const columns = useAgentColumns()
  const figures = useFigures(agents)
  if (agents?.every(({ assigned_chats }) => assigned_chats === 0))
    return <EmptyState icon={Users} title={t('agents.none')} hint={t('agents.noneHint')} />
  return (
    <>
      <Figures figures={figures} />
      <DataTable label={t('agents.title')} columns={columns} rows={agents} keyOf={({ user_id }) => user_id} />
      <Meanings />
    </>
  )
}

const useFigures = (agents: AgentCounts[] | undefined): Figure[] => {
  const { t, i18n } = useTranslation('reports')
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 })
  const sum = (name: (typeof NUMBERS)[number]) => agents?.reduce((total, agent) => total + agent[name], 0)
  const assigned = sum('assigned_chats')
  return NUMBERS.map((name) => {
    const value = sum(name)
    return {
      label: t(`agents.${name}`),
      value,
      ...(name !== 'assigned_chats' &&
        value !== undefined &&
        assigned && { detail: percent.format(value / assigned) }),
    }
  })
}

/** What exactly is counted: reports are compared, and argued about. */
const Meanings = () => {
  const { t } = useTranslation('reports')
  return (
    <details className={styles.meanings}>
      <summary>{t('meanings.title')}</summary>
      <dl>
        {[...DURATIONS, ...NUMBERS].map((name) => (
          <div key={name}>
            <dt>{t(`agents.${name}`)}</dt>
            <dd>{t(`meanings.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
