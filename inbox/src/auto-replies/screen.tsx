import { NativeSelect, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, useNavigate } from '@tanstack/react-router'
import { Phone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Integration } from '../api/types.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { useIntegrations } from '../inbox/queries.ts'
import { SettingsPage } from '../settings/page.tsx'
import { AutoRepliesForm } from './auto-replies-form.tsx'
import { autoRepliesQuery } from './queries.ts'

/** What each number answers by itself; the address says whose it is. */
const AutoRepliesScreen = () => {
  const { t } = useTranslation('auto-replies')
  const { number } = autoRepliesRoute.useSearch()
  const navigate = useNavigate()
  const { data: integrations, error, refetch } = useIntegrations()
  const chosen = integrations?.find(({ id }) => id === number) ?? integrations?.[0]
  const choose =
    chosen && (integrations?.length ?? 0) > 1 ? (
      <NativeSelect
        aria-label={t('number')}
        data={integrations!.map(({ id, display_name: label }) => ({ value: `${id}`, label }))}
        value={chosen.id}
        onChange={(event) =>
          void navigate({
            to: '/settings/auto-replies',
            search: { number: Number(event.currentTarget.value) },
          })
        }
      />
    ) : undefined
  return (
    <SettingsPage
      title={t('title')}
      hint={chosen ? t('hint', { name: chosen.display_name }) : ''}
      actions={choose}
      isNarrow
    >
      {error && !integrations && <ErrorState error={error} onRetry={() => refetch()} />}
      {integrations?.length === 0 && (
        <EmptyState icon={Phone} title={t('noNumber')} hint={t('noNumberHint')} />
      )}
      {chosen && <OfNumber key={chosen.id} integration={chosen} />}
    </SettingsPage>
  )
}

const OfNumber = ({ integration }: { integration: Integration }) => {
  const { data, error, refetch } = useQuery(autoRepliesQuery(integration.id))
  if (data) return <AutoRepliesForm integration={integration} stored={data} />
  if (error) return <ErrorState error={error} onRetry={() => refetch()} />
  return ['a', 'b', 'c', 'd'].map((key) => <Skeleton key={key} height={180} radius="md" />)
}

export const autoRepliesRoute = createLazyRoute('/signed-in/settings/auto-replies')({
  component: AutoRepliesScreen,
})
