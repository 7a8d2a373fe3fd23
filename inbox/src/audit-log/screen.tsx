import { Button, Group } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { createLazyRoute } from '@tanstack/react-router'
import { RefreshCw, ScrollText } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../components/empty-state.tsx'
import { Listed } from '../components/listed.tsx'
import { SettingsPage } from '../settings/page.tsx'
import { Filters } from './filters.tsx'
import { type AuditFilter, auditQuery } from './queries.ts'
import { useAuditColumns } from './use-audit-columns.tsx'

const ALL: AuditFilter = { actor: '', action: '', from: '', to: '' }

const AuditLogScreen = () => {
  const { t } = useTranslation('audit-log')
  const [filter, setFilter] = useState(ALL)
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery({ ...auditQuery(filter), placeholderData: keepPreviousData })
  const rows = data?.pages.flatMap(({ items }) => items)
  const isFiltered = Object.values(filter).some((value) => value !== '')
  return (
    <SettingsPage
      title={t('title')}
      hint={t('hint')}
      actions={
        <Button
          variant="default"
          leftSection={<RefreshCw size={16} />}
          loading={isFetching && !isFetchingNextPage && data !== undefined}
          onClick={() => void refetch()}
        >
          {t('refresh')}
        </Button>
      }
    >
      <Filters filter={filter} onFilter={setFilter} onClear={isFiltered ? () => setFilter(ALL) : undefined} />
      <Listed
        label={t('title')}
        query={{ data: rows, error, refetch }}
        empty={
          <EmptyState
            icon={ScrollText}
            title={t(isFiltered ? 'notFound' : 'none')}
            hint={t(isFiltered ? 'notFoundHint' : 'noneHint')}
          />
        }
        columns={useAuditColumns()}
      />
      {hasNextPage && (
        <Group justify="center">
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('older')}
          </Button>
        </Group>
      )}
    </SettingsPage>
  )
}

export const auditLogRoute = createLazyRoute('/signed-in/settings/audit-log')({ component: AuditLogScreen })
