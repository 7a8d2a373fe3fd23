import { ActionIcon, Anchor, Button, Group, Text, TextInput, Tooltip } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { ChartColumn, FileText, Phone, Plus, RefreshCw, Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { call } from '../api/call.ts'
import { type Column, DataTable } from '../components/data-table.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { NumberSelect, useNumber } from '../components/number-select.tsx'
import { PageHeader } from '../components/page-header.tsx'
import screen from '../components/screen.module.css'
import { fullTime, shortTime } from '../components/time.ts'
import { showToast } from '../components/toasts.tsx'
import { type Template, templatesQuery } from '../inbox/queries.ts'
import { can, useMe } from '../session/session.ts'
import { tellError } from '../words/error.ts'
import styles from './screen.module.css'
import { categoryOf, lastSync, qualityOf } from './status.ts'
import { QualityWord, StatusBadge } from './status-badge.tsx'

/** The templates of a number: where each language stands, and the ways to write, to read and to count them. */
const TemplatesScreen = () => {
  const { t } = useTranslation('templates')
  const search = templatesRoute.useSearch()
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
        {number && <Actions integrationId={number.id} />}
      </PageHeader>
      <div className={screen.content}>
        <div className={screen.toolbar}>
          <TextInput
            className={styles.search}
            leftSection={<Search size={16} aria-hidden />}
            placeholder={t('list.search')}
            aria-label={t('list.search')}
            value={search.q ?? ''}
            onChange={({ currentTarget: { value } }) =>
              void navigate({
                to: '/templates',
                replace: true,
                search: (now) => ({ ...now, q: value || undefined }),
              })
            }
          />
          <NumberSelect
            value={number?.id}
            onChange={(id) => void navigate({ to: '/templates', search: (now) => ({ ...now, number: id }) })}
          />
          {number && <Synced integrationId={number.id} />}
        </div>
        {number && (
          <div className={screen.rest}>
            <List integrationId={number.id} search={search.q ?? ''} />
          </div>
        )}
      </div>
    </div>
  )
}

const Actions = ({ integrationId }: { integrationId: number }) => {
  const { t } = useTranslation('templates')
  const client = useQueryClient()
  const sync = useMutation({
    mutationFn: () =>
      call<{ templates: number }>('POST', `/integrations/${integrationId}/conversations/templates/sync`, {
        json: {},
      }),
    onSuccess: async ({ templates }) => {
      await client.invalidateQueries({ queryKey: ['templates', integrationId] })
      showToast({ tone: 'info', message: t('list.syncDone', { count: templates }) })
    },
    onError: tellError,
  })
  if (!can(useMe(), 'manage')) return null
  return (
    <>
      <Button
        variant="default"
        leftSection={<RefreshCw size={16} aria-hidden />}
        loading={sync.isPending}
        onClick={() => sync.mutate()}
      >
        {t('list.sync')}
      </Button>
      <Button
        component={Link}
        to={`/templates/${integrationId}/new`}
        leftSection={<Plus size={16} aria-hidden />}
      >
        {t('list.new')}
      </Button>
    </>
  )
}

const Synced = ({ integrationId }: { integrationId: number }) => {
  const { t } = useTranslation('templates')
  const { data = [] } = useQuery(templatesQuery(integrationId))
  const at = lastSync(data)
  if (!at) return null
  return (
    <Text size="sm" c="var(--quiet)" className={styles.synced} title={fullTime(at)}>
      {t('list.syncedAt', { at: shortTime(at) })}
    </Text>
  )
}

const List = ({ integrationId, search }: { integrationId: number; search: string }) => {
  const { t, i18n } = useTranslation('templates')
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery(templatesQuery(integrationId))
  const mayManage = can(useMe(), 'manage')
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (data?.length === 0)
    return (
      <EmptyState
        icon={FileText}
        title={t('list.none')}
        hint={t(mayManage ? 'list.noneHint' : 'list.noneHintAgent')}
      />
    )
  const wanted = search.trim().toLocaleLowerCase(i18n.language)
  const shown = data?.filter((template) => textOf(template).toLocaleLowerCase(i18n.language).includes(wanted))
  if (shown?.length === 0)
    return <EmptyState icon={Search} title={t('list.noHit')} hint={t('list.noHitHint')} />
  return (
    <DataTable
      label={t('title')}
      columns={columnsFor(integrationId, t)}
      rows={shown}
      keyOf={({ id }) => id}
      onOpen={({ id }) =>
        void navigate({
          to: '/templates/$integrationId/$templateId',
          params: { integrationId, templateId: `${id}` },
        })
      }
    />
  )
}

const textOf = ({ name, translations }: Template): string =>
  [name, ...translations.map(({ body }) => body)].join('\n')

const columnsFor = (
  integrationId: number,
  t: ReturnType<typeof useTranslation<'templates'>>['t'],
): Column<Template>[] => [
  {
    key: 'name',
    title: t('list.name'),
    render: ({ id, name, translations }) => (
      <div className={styles.name}>
        <Anchor
          component={Link}
          to={`/templates/${integrationId}/${id}`}
          fw={600}
          onClick={(event) => event.stopPropagation()}
        >
          {name}
        </Anchor>
        <span className={styles.body}>{translations[0]?.body}</span>
      </div>
    ),
  },
  {
    key: 'category',
    title: t('list.category'),
    isMinor: true,
    render: (template) => t(`category.${categoryOf(template)}`),
  },
  {
    key: 'languages',
    title: t('list.languages'),
    render: ({ translations }) => (
      <div className={styles.languages}>
        {translations.map((one) => (
          <Group key={one.language_id} gap={8}>
            <StatusBadge translation={one} isNamed />
            {qualityOf(one) !== 'unavailable' && <QualityWord translation={one} />}
          </Group>
        ))}
      </div>
    ),
  },
  {
    key: 'statistics',
    title: t('list.statistics'),
    isMinor: true,
    render: ({ id, name }) => (
      <Tooltip label={t('list.statistics')}>
        <ActionIcon
          component={Link}
          to={`/templates/${integrationId}/${id}/statistics`}
          aria-label={t('list.statisticsOf', { name })}
          onClick={(event: React.MouseEvent) => event.stopPropagation()}
        >
          <ChartColumn size={18} />
        </ActionIcon>
      </Tooltip>
    ),
  },
]

export const templatesRoute = createLazyRoute('/signed-in/templates')({ component: TemplatesScreen })
