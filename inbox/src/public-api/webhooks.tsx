import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Plus, Webhook } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '../components/data-table.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { Section } from '../components/page.tsx'
import { EndpointDialog } from './endpoint-dialog.tsx'
import { EndpointState } from './endpoint-state.tsx'
import styles from './public-api.module.css'
import { createEndpoint, type Endpoint, type EVENTS, endpointsQuery } from './queries.ts'
import { SecretDialog } from './secret-dialog.tsx'

type Over = 'new' | { id: number; secret: string } | undefined

/** Where a number's events are posted to. */
export const Webhooks = ({ numberId }: { numberId: number }) => {
  const { t } = useTranslation('public-api')
  const client = useQueryClient()
  const navigate = useNavigate()
  const query = useQuery(endpointsQuery(numberId))
  const [over, setOver] = useState<Over>()
  const open = (webhookId: number) =>
    void navigate({ to: '/public-api/$numberId/webhooks/$webhookId', params: { numberId, webhookId } })
  const columns = useColumns(numberId)
  const make = (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setOver('new')}>
      {t('webhooks.make')}
    </Button>
  )
  return (
    <Section
      title={t('webhooks.title')}
      hint={t('webhooks.hint')}
      actions={query.data?.length ? make : undefined}
    >
      {query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data?.length === 0 ? (
        <div className={styles.empty}>
          <EmptyState icon={Webhook} title={t('webhooks.none')} hint={t('webhooks.noneHint')}>
            {make}
          </EmptyState>
        </div>
      ) : (
        <DataTable
          label={t('webhooks.title')}
          columns={columns}
          rows={query.data}
          keyOf={({ id }) => id}
          onOpen={({ id }) => open(id)}
        />
      )}
      {over === 'new' && (
        <EndpointDialog
          title={t('webhooks.make')}
          action={t('webhooks.make')}
          onSave={(choice) => createEndpoint(numberId, choice)}
          onDone={({ id, secret }) => {
            void client.invalidateQueries({ queryKey: endpointsQuery(numberId).queryKey })
            setOver({ id, secret })
          }}
          onClose={() => setOver(undefined)}
        />
      )}
      {typeof over === 'object' && (
        <SecretDialog
          title={t('webhooks.made')}
          hint={t('webhooks.secretHint')}
          label={t('webhooks.secret')}
          secret={over.secret}
          onClose={() => open(over.id)}
        />
      )}
    </Section>
  )
}

const useColumns = (numberId: number): Column<Endpoint>[] => {
  const { t } = useTranslation('public-api')
  return [
    {
      key: 'url',
      title: t('webhooks.url'),
      render: ({ id, url }) => (
        <Link
          className={styles.url}
          to="/public-api/$numberId/webhooks/$webhookId"
          params={{ numberId, webhookId: id }}
        >
          {url}
        </Link>
      ),
    },
    {
      key: 'events',
      title: t('webhooks.events'),
      isMinor: true,
      render: ({ events }) =>
        events.map((one) => t(`webhooks.event.${one as (typeof EVENTS)[number]}`)).join(' · '),
    },
    { key: 'state', title: t('webhooks.state'), render: (endpoint) => <EndpointState endpoint={endpoint} /> },
  ]
}
