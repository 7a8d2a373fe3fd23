import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { createLazyRoute, useNavigate } from '@tanstack/react-router'
import { ContactRound, SearchX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/call.ts'
import { DataTable } from '../components/data-table.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { Page } from '../components/page.tsx'
import { type ContactsSearch, isNarrowed } from './address.ts'
import { useColumns } from './columns.tsx'
import styles from './contacts.module.css'
import { Filters } from './filters.tsx'
import { contactsQuery } from './queries.ts'

/** Everybody who wrote or was written to, whoever came last first. */
const ContactsScreen = () => {
  const { t } = useTranslation('contacts')
  const search = contactsRoute.useSearch()
  return (
    <Page title={t('title')} hint={t('hint')}>
      <Filters search={search} />
      <List search={search} />
    </Page>
  )
}

const List = ({ search }: { search: ContactsSearch }) => {
  const { t } = useTranslation(['contacts', 'common'])
  const navigate = useNavigate()
  const query = useInfiniteQuery(contactsQuery(search))
  const columns = useColumns()
  const rows = query.data?.pages.flatMap(({ items }) => items)
  // A text without a word in it is told beside its field.
  if (query.error instanceof ApiError && query.error.status === 422) return null
  if (query.isError && !rows) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (rows?.length === 0)
    return isNarrowed(search) ? (
      <EmptyState icon={SearchX} title={t('filtered')} hint={t('filteredHint')} />
    ) : (
      <EmptyState icon={ContactRound} title={t('none')} hint={t('noneHint')} />
    )
  return (
    <>
      <DataTable
        label={t('title')}
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/contacts/$contactId', params: { contactId: id } })}
      />
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
    </>
  )
}

export const contactsRoute = createLazyRoute('/signed-in/contacts')({ component: ContactsScreen })
