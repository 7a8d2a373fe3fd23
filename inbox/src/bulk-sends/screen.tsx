import { Anchor, Button, Center } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { Megaphone, Phone, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '../components/data-table.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { NumberSelect, useNumber } from '../components/number-select.tsx'
import { PageHeader } from '../components/page-header.tsx'
import screen from '../components/screen.module.css'
import { fullTime, shortTime } from '../components/time.ts'
import { useAuthorName } from './author.ts'
import { CountsBar, StatusBadge } from './marks.tsx'
import { type BulkSend, bulkSendsQuery } from './queries.ts'
import styles from './screen.module.css'
import { handled } from './states.ts'

/** One template to many: what was sent of a number, what is being sent, what is to be. */
const BulkSendsScreen = () => {
  const { t } = useTranslation('bulk-sends')
  const search = bulkSendsRoute.useSearch()
  const navigate = useNavigate()
  const { number, isPending } = useNumber(search.number)
  if (!number && !isPending)
    return (
      <EmptyState
        icon={Phone}
        title={t('number.none', { ns: 'common' })}
        hint={t('number.noneHint', { ns: 'common' })}
      />
    )
  return (
    <div className={screen.screen}>
      <PageHeader title={t('title')} hint={t('hint')}>
        <NumberSelect
          value={number?.id}
          onChange={(id) => void navigate({ to: '/bulk-sends', search: { number: id } })}
        />
        {number && <NewButton integrationId={number.id} />}
      </PageHeader>
      <div className={screen.content}>{number && <List integrationId={number.id} />}</div>
    </div>
  )
}

const NewButton = ({ integrationId }: { integrationId: number }) => {
  const { t } = useTranslation('bulk-sends')
  return (
    <Button
      component={Link}
      to={`/bulk-sends/${integrationId}/new`}
      leftSection={<Plus size={16} aria-hidden />}
    >
      {t('list.new')}
    </Button>
  )
}

const List = ({ integrationId }: { integrationId: number }) => {
  const { t } = useTranslation('bulk-sends')
  const navigate = useNavigate()
  const columns = useColumns(integrationId)
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    bulkSendsQuery(integrationId),
  )
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  const sends = data?.pages.flatMap(({ items }) => items)
  if (sends?.length === 0)
    return (
      <EmptyState icon={Megaphone} title={t('list.none')} hint={t('list.noneHint')}>
        <NewButton integrationId={integrationId} />
      </EmptyState>
    )
  return (
    <>
      <DataTable
        label={t('title')}
        columns={columns}
        rows={sends}
        keyOf={({ bulk_id }) => bulk_id}
        onOpen={({ bulk_id }) =>
          void navigate({
            to: '/bulk-sends/$integrationId/$bulkId',
            params: { integrationId, bulkId: bulk_id },
          })
        }
      />
      {hasNextPage && (
        <Center mt="md">
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('action.loadMore', { ns: 'common' })}
          </Button>
        </Center>
      )}
    </>
  )
}

const useColumns = (integrationId: number): Column<BulkSend>[] => {
  const { t, i18n } = useTranslation('bulk-sends')
  const authorName = useAuthorName()
  const number = new Intl.NumberFormat(i18n.language)
  return [
    {
      key: 'name',
      title: t('list.name'),
      render: ({ bulk_id, name, template }) => (
        <div className={styles.name}>
          <Anchor
            component={Link}
            to={`/bulk-sends/${integrationId}/${bulk_id}`}
            fw={600}
            onClick={(event) => event.stopPropagation()}
          >
            {name ?? t('list.unnamed', { id: bulk_id })}
          </Anchor>
          <span className={styles.quiet}>{template}</span>
        </div>
      ),
    },
    { key: 'status', title: t('list.status'), render: ({ status }) => <StatusBadge status={status} /> },
    {
      key: 'progress',
      title: t('list.progress'),
      render: ({ counts }) => (
        <div className={styles.progress}>
          <span className={styles.quiet}>
            {t('list.handled', {
              handled: number.format(handled(counts)),
              planned: number.format(counts.planned),
            })}
          </span>
          <CountsBar counts={counts} />
        </div>
      ),
    },
    {
      key: 'at',
      title: t('list.at'),
      isMinor: true,
      render: ({ status, start_at, started_at, created_at }) => {
        const at = started_at ?? start_at ?? created_at
        return (
          <time dateTime={at} title={fullTime(at)}>
            {status === 'planned' ? t('list.startsAt', { at: shortTime(at) }) : shortTime(at)}
          </time>
        )
      },
    },
    {
      key: 'by',
      title: t('list.by'),
      isMinor: true,
      render: ({ created_by }) => authorName(created_by),
    },
  ]
}

export const bulkSendsRoute = createLazyRoute('/signed-in/bulk-sends')({ component: BulkSendsScreen })
