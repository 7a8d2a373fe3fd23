import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { PackageOpen, RotateCw, SearchX } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '../components/data-table.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { Section } from '../components/page.tsx'
import { exactTime } from '../components/time.ts'
import type { DeliverySearch } from './address.ts'
import { DeliveryFilters } from './delivery-filters.tsx'
import { DeliveryStatus } from './delivery-status.tsx'
import styles from './public-api.module.css'
import { type Delivery, deliveriesQuery, type EVENTS, type Place } from './queries.ts'

const DeliveryDrawer = lazy(() => import('./delivery-drawer.tsx'))
const ReplayDialog = lazy(() => import('./replay-dialog.tsx'))

/** The log of an endpoint: narrowed down by the address, which also says what is open. */
export const Deliveries = ({ place, search }: { place: Place; search: DeliverySearch }) => {
  const { t } = useTranslation(['public-api', 'common'])
  const navigate = useNavigate()
  const { delivery, ...filter } = search
  const query = useInfiniteQuery(deliveriesQuery(place, filter))
  const rows = query.data?.pages.flatMap(({ items }) => items)
  const [isReplaying, setReplaying] = useState(false)
  const go = (next: DeliverySearch) => void navigate({ to: '.', search: next, replace: true })
  const columns = useColumns(place, search)
  const isNarrow = Object.keys(filter).length > 0
  const replay = (
    <Button
      variant="default"
      leftSection={<RotateCw size={16} aria-hidden />}
      onClick={() => setReplaying(true)}
    >
      {t('log.replay')}
    </Button>
  )
  return (
    <Section title={t('log.title')} hint={t('log.hint')} actions={replay}>
      <DeliveryFilters filter={filter} onChange={go} />
      {query.isError && !rows ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : rows?.length === 0 ? (
        <div className={styles.empty}>
          {isNarrow ? (
            <EmptyState icon={SearchX} title={t('log.filtered')} hint={t('log.filteredHint')} />
          ) : (
            <EmptyState icon={PackageOpen} title={t('log.none')} hint={t('log.noneHint')} />
          )}
        </div>
      ) : (
        <DataTable
          label={t('log.title')}
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          onOpen={({ id }) => go({ ...search, delivery: id })}
        />
      )}
      {query.hasNextPage && (
        <div className={styles.more}>
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('action.loadMore', { ns: 'common' })}
          </Button>
        </div>
      )}
      <Suspense>
        {delivery !== undefined && <DeliveryDrawer place={place} id={delivery} onClose={() => go(filter)} />}
        {isReplaying && <ReplayDialog place={place} filter={filter} onClose={() => setReplaying(false)} />}
      </Suspense>
    </Section>
  )
}

const useColumns = (place: Place, search: DeliverySearch): Column<Delivery>[] => {
  const { t } = useTranslation('public-api')
  return [
    { key: 'status', title: t('log.status'), render: ({ status }) => <DeliveryStatus status={status} /> },
    {
      key: 'event',
      title: t('log.event'),
      render: ({ id, event }) => (
        <Link
          to="/public-api/$numberId/webhooks/$webhookId"
          params={place}
          search={{ ...search, delivery: id }}
          replace
          aria-label={`${t('log.open', { id })}: ${t(`webhooks.event.${event as (typeof EVENTS)[number]}`)}`}
        >
          {t(`webhooks.event.${event as (typeof EVENTS)[number]}`)}
        </Link>
      ),
    },
    { key: 'at', title: t('log.at'), render: (one) => exactTime(one.created_at) },
    {
      key: 'attempts',
      title: t('log.attempts'),
      isNumber: true,
      isMinor: true,
      render: (one) => one.attempts.length,
    },
    {
      key: 'answer',
      title: t('log.answer'),
      isMinor: true,
      render: ({ attempts }) => {
        const last = attempts.at(-1)
        return last?.response_status ?? (last?.error ? <span lang="en">{last.error}</span> : '–')
      },
    },
  ]
}
