import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { ArrowLeft, Unplug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/call.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { Notice } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { shortTime } from '../components/time.ts'
import { Deliveries } from './deliveries.tsx'
import { EndpointActions } from './endpoint-actions.tsx'
import { EndpointState } from './endpoint-state.tsx'
import styles from './public-api.module.css'
import { type Endpoint, type EVENTS, endpointQuery } from './queries.ts'

/** One endpoint: whether it works, what can be done with it, and all that was sent there. */
const EndpointScreen = () => {
  const { t } = useTranslation('public-api')
  const place = endpointRoute.useParams()
  const search = endpointRoute.useSearch()
  const query = useQuery(endpointQuery(place))
  const endpoint = query.data
  if (!endpoint && query.isError)
    return query.error instanceof ApiError && query.error.status === 404 ? (
      <EmptyState icon={Unplug} title={t('endpoint.gone')} hint={t('endpoint.goneHint')}>
        <Button component={Link} to="/public-api" variant="default">
          {t('endpoint.back')}
        </Button>
      </EmptyState>
    ) : (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    )
  return (
    <Page
      title={endpoint ? new URL(endpoint.url).host : t('webhooks.title')}
      {...(endpoint && { hint: endpoint.url })}
      actions={endpoint && <EndpointActions place={place} endpoint={endpoint} />}
    >
      <div className={styles.intro}>
        <div className={styles.top}>
          <Link to="/public-api" search={{ number: place.numberId }} className={styles.back}>
            <ArrowLeft size={16} aria-hidden />
            {t('endpoint.back')}
          </Link>
          {endpoint ? <EndpointState endpoint={endpoint} /> : <Skeleton height={16} width="6rem" />}
        </div>
        {endpoint && <Standing endpoint={endpoint} />}
      </div>
      <Deliveries place={place} search={search} />
    </Page>
  )
}

const Standing = ({ endpoint }: { endpoint: Endpoint }) => {
  const { t } = useTranslation('public-api')
  const { active, disabled_reason: reason, failing_since: since, has_token: hasToken } = endpoint
  const events = endpoint.events
    .map((one) => t(`webhooks.event.${one as (typeof EVENTS)[number]}`))
    .join(' · ')
  return (
    <>
      {!active && reason && (
        <Notice tone="warn" title={t('endpoint.disabledTitle')}>
          {reason}
        </Notice>
      )}
      {active && since && (
        <Notice tone="warn" title={t('endpoint.failingTitle', { time: shortTime(since) })}>
          {t('endpoint.failingWords')}
        </Notice>
      )}
      <p className={styles.quiet}>
        {t('endpoint.events', { events })}
        {hasToken && ` · ${t('endpoint.hasToken')}`}
      </p>
    </>
  )
}

export const endpointRoute = createLazyRoute('/signed-in/public-api/$numberId/webhooks/$webhookId')({
  component: EndpointScreen,
})
