import { Button, Center, NativeSelect, Text, Title } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { fullTime, shortTime } from '../../components/time.ts'
import { StateDot } from '../marks.tsx'
import { type Recipient, type RecipientState, recipientsQuery, STATES } from '../queries.ts'
import styles from './detail.module.css'

/** Whom it goes to, by where they stand. */
export const Recipients = ({
  integrationId,
  bulkId,
  planned,
  state,
  onState,
}: {
  integrationId: number
  bulkId: number
  planned: number
  state: RecipientState | undefined
  onState: (state: RecipientState | undefined) => void
}) => {
  const { t } = useTranslation('bulk-sends')
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    recipientsQuery(integrationId, bulkId, state),
  )
  const columns = useColumns()
  if (planned === 0) return null
  const rows = data?.pages.flatMap(({ items }) => items)
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <Title order={2}>{t('recipients.title')}</Title>
        <NativeSelect
          size="xs"
          aria-label={t('recipients.filter')}
          value={state ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onState((value || undefined) as RecipientState | undefined)
          }
          data={[
            { value: '', label: t('recipients.all') },
            ...STATES.map((one) => ({ value: one, label: t(`state.${one}`) })),
          ]}
        />
      </div>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : rows?.length === 0 ? (
        <Text size="sm" c="var(--quiet)" ta="center" py="xl">
          {t('recipients.noneHere')}
        </Text>
      ) : (
        <DataTable label={t('recipients.title')} rows={rows} keyOf={({ line }) => line} columns={columns} />
      )}
      {hasNextPage && (
        <Center mt="md">
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('action.loadMore', { ns: 'common' })}
          </Button>
        </Center>
      )}
    </section>
  )
}

const useColumns = (): Column<Recipient>[] => {
  const { t } = useTranslation('bulk-sends')
  return [
    { key: 'line', title: t('recipients.line'), isNumber: true, isMinor: true, render: ({ line }) => line },
    {
      key: 'phone',
      title: t('recipients.who'),
      render: ({ phone, name }) => (
        <>
          {name && <div>{name}</div>}
          <Text size="sm" c={name ? 'var(--quiet)' : undefined}>
            {phone}
          </Text>
        </>
      ),
    },
    {
      key: 'state',
      title: t('recipients.state'),
      render: ({ state, error }) => (
        <>
          <span className={styles.state}>
            <StateDot state={state} />
            {t(`state.${state}`)}
          </span>
          {error && (
            <Text size="sm" c="var(--quiet)">
              {error.details ?? error.title}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'at',
      title: t('recipients.at'),
      isMinor: true,
      render: (recipient) => {
        const at = lastTime(recipient)
        return at ? (
          <time dateTime={at} title={fullTime(at)}>
            {shortTime(at)}
          </time>
        ) : (
          '–'
        )
      },
    },
    { key: 'button', title: t('recipients.button'), isMinor: true, render: ({ button }) => button ?? '–' },
  ]
}

/** When it came to where it stands. */
const lastTime = ({ failed_at, read_at, delivered_at, sent_at, accepted_at }: Recipient): string | null =>
  failed_at ?? read_at ?? delivered_at ?? sent_at ?? accepted_at
