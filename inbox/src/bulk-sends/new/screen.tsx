import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import screen from '../../components/screen.module.css'
import { templatesQuery, useIntegrations } from '../../inbox/queries.ts'
import { Wizard } from './wizard.tsx'

/** One template to many, in four steps. */
const NewBulkSendScreen = () => {
  const { t } = useTranslation('bulk-sends')
  const { integrationId } = newBulkSendRoute.useParams()
  const { template } = newBulkSendRoute.useSearch()
  const { data: numbers = [] } = useIntegrations()
  const { data, error, refetch } = useQuery(templatesQuery(integrationId))
  const number = numbers.find(({ id }) => id === integrationId)
  const sendable = data?.filter((one) => one.sendable)
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  return (
    <div className={screen.screen}>
      <PageHeader
        title={t('new.title')}
        {...(number && { hint: t('new.from', { name: number.display_name, phone: number.phone_number }) })}
      />
      <div className={screen.content}>
        {!sendable ? (
          <Skeleton height={420} aria-busy />
        ) : sendable.length === 0 ? (
          <EmptyState icon={FileText} title={t('new.noTemplates')} hint={t('new.noTemplatesHint')}>
            <Button component={Link} to="/templates" variant="default">
              {t('new.toTemplates')}
            </Button>
          </EmptyState>
        ) : (
          <Wizard
            key={integrationId}
            integrationId={integrationId}
            sender={number?.display_name ?? ''}
            templates={sendable}
            firstTemplate={template}
          />
        )}
      </div>
    </div>
  )
}

export const newBulkSendRoute = createLazyRoute('/signed-in/bulk-sends/$integrationId/new')({
  component: NewBulkSendScreen,
})
