import '@mantine/core/styles/Alert.layer.css'
import { Alert, Anchor, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { PauseCircle } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../components/error-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import screen from '../../components/screen.module.css'
import { fullTime } from '../../components/time.ts'
import { languagesQuery } from '../../templates/languages.ts'
import { useAuthorName } from '../author.ts'
import { CountsBar, StatusBadge } from '../marks.tsx'
import { type BulkSend, bulkSendQuery, type RecipientState } from '../queries.ts'
import { Actions } from './actions.tsx'
import { Counters } from './counters.tsx'
import styles from './detail.module.css'
import { Recipients } from './recipients.tsx'
import { Rejected } from './rejected.tsx'

/** A bulk send while it goes, and after. */
const BulkSendScreen = () => {
  const { t } = useTranslation('bulk-sends')
  const { integrationId, bulkId } = bulkSendRoute.useParams()
  const { data: send, error, refetch } = useQuery(bulkSendQuery(integrationId, bulkId))
  const [state, setState] = useState<RecipientState>()
  if (error && !send) return <ErrorState error={error} onRetry={() => void refetch()} />
  return (
    <div className={screen.screen}>
      <PageHeader title={send ? (send.name ?? t('list.unnamed', { id: bulkId })) : t('title')}>
        {send && <Actions integrationId={integrationId} send={send} />}
      </PageHeader>
      <div className={screen.content}>
        {send ? (
          <>
            {send.paused_reason && (
              <Alert color="orange" mb="md" icon={<PauseCircle size={18} aria-hidden />}>
                {send.paused_reason}
              </Alert>
            )}
            <section className={styles.panel} aria-label={t('detail.progress')}>
              <Facts integrationId={integrationId} send={send} />
              <CountsBar counts={send.counts} size="xl" />
              <Counters counts={send.counts} chosen={state} onChoose={setState} />
            </section>
            <Rejected send={send} />
            <Recipients
              integrationId={integrationId}
              bulkId={bulkId}
              planned={send.counts.planned}
              state={state}
              onState={setState}
            />
          </>
        ) : (
          <Skeleton height={420} aria-busy />
        )}
      </div>
    </div>
  )
}

const Facts = ({ integrationId, send }: { integrationId: number; send: BulkSend }) => {
  const { t } = useTranslation('bulk-sends')
  const authorName = useAuthorName()
  const { data: languages = [] } = useQuery(languagesQuery)
  const language = languages.find(({ id }) => id === send.language_id)?.name
  const time = (at: string): ReactNode => <time dateTime={at}>{fullTime(at)}</time>
  const facts: [string, ReactNode][] = [
    [t('list.status'), <StatusBadge key="status" status={send.status} />],
    [
      t('detail.template'),
      <Anchor key="template" component={Link} to={`/templates/${integrationId}/${send.template_id}`}>
        {[send.template ?? `${send.template_id}`, language].filter(Boolean).join(' · ')}
      </Anchor>,
    ],
    [t('list.by'), authorName(send.created_by)],
    send.started_at || !send.start_at
      ? [t('detail.startedAt'), time(send.started_at ?? send.created_at)]
      : [t('detail.startAt'), time(send.start_at)],
    ...(send.finished_at ? [[t('detail.finishedAt'), time(send.finished_at)] as [string, ReactNode]] : []),
    ...(send.expires_at ? [[t('detail.expiresAt'), time(send.expires_at)] as [string, ReactNode]] : []),
  ]
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

export const bulkSendRoute = createLazyRoute('/signed-in/bulk-sends/$integrationId/$bulkId')({
  component: BulkSendScreen,
})
