import { NativeSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { call } from '../api/call.ts'
import { AGENT_STATES, type Agent, type AgentState } from '../api/types.ts'
import { type Column, DataTable } from '../components/data-table.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { Face } from '../components/face.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { duration, useNow } from '../components/time.ts'
import { AgentDot } from '../shell/agent-dot.tsx'
import { agentsQuery, useAgents } from '../shell/agents.ts'
import { tellError } from '../words/error.ts'
import styles from './screen.module.css'

const ROLES = ['administrator', 'supervisor', 'agent'] as const

/** The team as it is now: supervisors see it, and send people online or on a break. */
const Cockpit = () => {
  const { t } = useTranslation('cockpit')
  const { data: agents, error, refetch } = useAgents()
  const now = useNow()
  const columns: Column<Agent>[] = [
    {
      key: 'name',
      title: t('name'),
      render: ({ name, is_connected }) => (
        <span className={styles.person}>
          <Face name={name} size={28} />
          <span>
            {name}
            {is_connected && <span className={styles.quiet}>{t('connected')}</span>}
          </span>
        </span>
      ),
    },
    { key: 'state', title: t('state'), render: (agent) => <StateSelect agent={agent} /> },
    {
      key: 'since',
      title: t('since'),
      isNumber: true,
      render: ({ since }) => duration(now - Date.parse(since)),
    },
    { key: 'chats', title: t('chats'), isNumber: true, render: ({ active_chats }) => active_chats },
    {
      key: 'role',
      title: t('role'),
      isMinor: true,
      render: ({ role }) => {
        const known = ROLES.find((one) => one === role)
        return known ? t(`roles.${known}`) : role
      },
    },
  ]
  return (
    <div className={styles.page}>
      <PageHeader title={t('title')} hint={t('hint')} />
      <div className={styles.body}>
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <DataTable label={t('title')} columns={columns} rows={agents} keyOf={({ id }) => id} />
        )}
      </div>
    </div>
  )
}

/** Whoever is offline has gone home: nobody else can bring them back (Desk360, "Chat Cockpit"). */
const StateSelect = ({ agent: { id, name, state } }: { agent: Agent }) => {
  const { t } = useTranslation(['cockpit', 'common'])
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (next: AgentState) => call('PUT', `/agents/${id}/state`, { json: { state: next } }),
    onError: tellError,
    onSettled: () => client.invalidateQueries(agentsQuery),
  })
  const words = (one: AgentState) => t(`agent.${one}`, { ns: 'common' })
  return (
    <span className={styles.person}>
      <AgentDot state={state} />
      {state === 'offline' ? (
        words(state)
      ) : (
        <NativeSelect
          size="xs"
          miw="8rem"
          aria-label={t('setState', { name })}
          value={state}
          onChange={({ currentTarget: { value } }) => change.mutate(value as AgentState)}
          data={AGENT_STATES.map((one) => ({ value: one, label: words(one) }))}
        />
      )}
    </span>
  )
}

export const cockpitRoute = createLazyRoute('/signed-in/cockpit')({ component: Cockpit })
