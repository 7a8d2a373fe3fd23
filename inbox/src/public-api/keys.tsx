import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '../components/data-table.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { Section } from '../components/page.tsx'
import { fullDate, shortTime } from '../components/time.ts'
import { showToast } from '../components/toasts.tsx'
import { KeyDialog } from './key-dialog.tsx'
import styles from './public-api.module.css'
import { type Key, keysQuery, revokeKey, type Scope } from './queries.ts'
import { SecretDialog } from './secret-dialog.tsx'

const Confirm = lazy(() => import('../components/confirm.tsx'))

type Over =
  | { kind: 'new' }
  | { kind: 'made'; name: string; key: string }
  | { kind: 'revoke'; key: Key }
  | undefined

/** The keys of a number: made, shown once, revoked. */
export const Keys = ({ numberId }: { numberId: number }) => {
  const { t } = useTranslation('public-api')
  const client = useQueryClient()
  const query = useQuery(keysQuery(numberId))
  const [over, setOver] = useState<Over>()
  const close = () => setOver(undefined)
  const refresh = () => client.invalidateQueries({ queryKey: keysQuery(numberId).queryKey })
  const revoke = async ({ id, name }: Key) => {
    await revokeKey(numberId, id)
    await refresh()
    showToast({ tone: 'info', message: t('keys.revoked', { name }) })
  }
  const columns = useColumns((key) => setOver({ kind: 'revoke', key }))
  const make = (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setOver({ kind: 'new' })}>
      {t('keys.make')}
    </Button>
  )
  return (
    <Section title={t('keys.title')} hint={t('keys.hint')} actions={query.data?.length ? make : undefined}>
      {query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data?.length === 0 ? (
        <div className={styles.empty}>
          <EmptyState icon={KeyRound} title={t('keys.none')} hint={t('keys.noneHint')}>
            {make}
          </EmptyState>
        </div>
      ) : (
        <DataTable label={t('keys.title')} columns={columns} rows={query.data} keyOf={({ id }) => id} />
      )}
      {over?.kind === 'new' && (
        <KeyDialog
          numberId={numberId}
          onClose={close}
          onMade={({ name, key }) => {
            void refresh()
            setOver({ kind: 'made', name, key })
          }}
        />
      )}
      {over?.kind === 'made' && (
        <SecretDialog
          title={t('keys.made')}
          hint={t('keys.madeHint')}
          label={t('keys.key', { name: over.name })}
          secret={over.key}
          onClose={close}
        />
      )}
      <Suspense>
        {over?.kind === 'revoke' && (
          <Confirm
            title={t('keys.revokeTitle', { name: over.key.name })}
            action={t('keys.revoke')}
            onConfirm={() => revoke(over.key)}
            onClose={close}
          >
            {t('keys.revokeWords')}
          </Confirm>
        )}
      </Suspense>
    </Section>
  )
}

const useColumns = (onRevoke: (key: Key) => void): Column<Key>[] => {
  const { t } = useTranslation('public-api')
  return [
    { key: 'name', title: t('keys.name'), render: ({ name }) => <strong>{name}</strong> },
    {
      key: 'scopes',
      title: t('keys.scopes'),
      render: ({ scopes }) => scopes.map((one) => t(`keys.scope.${one as Scope}`)).join(', '),
    },
    { key: 'created', title: t('keys.created'), isMinor: true, render: (key) => shortTime(key.created_at) },
    {
      key: 'used',
      title: t('keys.lastUsed'),
      isMinor: true,
      render: ({ last_used_at: at }) => (at ? shortTime(at) : t('keys.notUsed')),
    },
    {
      key: 'expires',
      title: t('keys.expires'),
      isMinor: true,
      render: ({ expires_at: at }) =>
        !at ? t('keys.never') : Date.parse(at) < Date.now() ? t('keys.expired') : fullDate(at),
    },
    {
      key: 'revoke',
      title: '',
      isNumber: true,
      render: (key) => (
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          aria-label={`${t('keys.revoke')}: ${key.name}`}
          onClick={() => onRevoke(key)}
        >
          {t('keys.revoke')}
        </Button>
      ),
    },
  ]
}
