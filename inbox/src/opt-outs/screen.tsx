import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute, useNavigate } from '@tanstack/react-router'
import { BellOff, Plus, Search, SearchX } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/call.ts'
import { DataTable } from '../components/data-table.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { fieldErrors } from '../components/field-errors.ts'
import { Page } from '../components/page.tsx'
import { showToast } from '../components/toasts.tsx'
import { integrationsQuery } from '../inbox/queries.ts'
import { can, useMe } from '../session/session.ts'
import type { OptOutSearch } from './address.ts'
import { useColumns } from './columns.tsx'
import styles from './opt-outs.module.css'
import { liftOptOut, type OptOut, optOutsQuery } from './queries.ts'

const AddDialog = lazy(() => import('./add-dialog.tsx'))
const Confirm = lazy(() => import('../components/confirm.tsx'))

/** Who wants no marketing messages, since when and how they said so. */
const OptOutsScreen = () => {
  const { t } = useTranslation('opt-outs')
  const me = useMe()
  const search = optOutsScreen.useSearch()
  const [over, setOver] = useState<'add' | OptOut>()
  const add = can(me, 'send') && (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setOver('add')}>
      {t('add')}
    </Button>
  )
  return (
    <Page title={t('title')} hint={t('hint')} actions={add}>
      <Filters search={search} />
      <List search={search} onLift={can(me, 'manage') ? setOver : undefined} />
      <Suspense>
        {over === 'add' && <AddDialog onClose={() => setOver(undefined)} />}
        {typeof over === 'object' && <AskedToLift optOut={over} onClose={() => setOver(undefined)} />}
      </Suspense>
    </Page>
  )
}

const Filters = ({ search }: { search: OptOutSearch }) => {
  const { t } = useTranslation('opt-outs')
  const navigate = useNavigate()
  const { data: numbers = [] } = useQuery(integrationsQuery)
  const [text, setText] = useState(search.phone ?? '')
  const go = (next: OptOutSearch) => void navigate({ to: '/opt-outs', search: next, replace: true })
  const { error } = useInfiniteQuery(optOutsQuery(search))
  const { phone: _, ...others } = search
  const find = useDebouncedCallback((phone: string) => go(phone ? { ...others, phone } : others), 400)
  const set = (next: string) => {
    setText(next)
    find(next.trim())
  }
  return (
    <search className={styles.filters}>
      <TextInput
        type="search"
        inputMode="tel"
        className={styles.search}
        leftSection={<Search size={16} aria-hidden />}
        rightSection={text && <CloseButton size="sm" aria-label={t('clear')} onClick={() => set('')} />}
        aria-label={t('searchLabel')}
        placeholder={t('search')}
        value={text}
        error={fieldErrors(error)['phone']}
        onChange={({ currentTarget }) => set(currentTarget.value)}
      />
      {numbers.length > 1 && (
        <NativeSelect
          aria-label={t('number')}
          value={search.number ?? ''}
          onChange={({ currentTarget: { value } }) => {
            const { number: _number, ...rest } = search
            go(value === '' ? rest : { ...rest, number: Number(value) })
          }}
        >
          <option value="">{t('allNumbers')}</option>
          {numbers.map(({ id, display_name: name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </NativeSelect>
      )}
    </search>
  )
}

const List = ({
  search,
  onLift,
}: {
  search: OptOutSearch
  onLift: ((optOut: OptOut) => void) | undefined
}) => {
  const { t } = useTranslation(['opt-outs', 'common'])
  const query = useInfiniteQuery(optOutsQuery(search))
  const columns = useColumns(onLift)
  const rows = query.data?.pages.flatMap(({ items }) => items)
  // A number that is not one is told beside its field.
  if (query.error instanceof ApiError && query.error.status === 422) return null
  if (query.isError && !rows) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (rows?.length === 0)
    return search.phone === undefined ? (
      <EmptyState icon={BellOff} title={t('none')} hint={t('noneHint')} />
    ) : (
      <EmptyState icon={SearchX} title={t('filtered')} hint={t('filteredHint')} />
    )
  return (
    <>
      <DataTable label={t('title')} columns={columns} rows={rows} keyOf={({ id }) => id} />
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

const AskedToLift = ({ optOut, onClose }: { optOut: OptOut; onClose: () => void }) => {
  const { t } = useTranslation('opt-outs')
  const client = useQueryClient()
  const name = optOut.name ?? optOut.phone ?? t('unnamed')
  const lift = async () => {
    await liftOptOut(optOut.id)
    await client.invalidateQueries({ queryKey: ['opt-outs'] })
    showToast({ tone: 'info', message: t('lifted', { name }) })
  }
  return (
    <Confirm title={t('liftTitle', { name })} action={t('lift')} onConfirm={lift} onClose={onClose}>
      {t('liftWords')} {optOut.source === 'whatsapp' && t('liftWhatsApp')}
    </Confirm>
  )
}

export const optOutsScreen = createLazyRoute('/signed-in/opt-outs')({ component: OptOutsScreen })
