import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import { Button, Skeleton, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { ChartColumn, FileText } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { lastDays } from '../../components/range.ts'
import { RangeFields } from '../../components/range-fields.tsx'
import screen from '../../components/screen.module.css'
import { templatesQuery } from '../../inbox/queries.ts'
import { Figures } from './figures.tsx'
import { Performance } from './performance.tsx'
import { type Statistics, statisticsQuery } from './queries.ts'
import styles from './statistics.module.css'

/** What became of the messages of a template. */
const StatisticsScreen = () => {
  const { t } = useTranslation('templates')
  const { integrationId, templateId } = statisticsRoute.useParams()
  const { data: templates } = useQuery(templatesQuery(integrationId))
  const template = templates?.find(({ id }) => `${id}` === templateId)
  const [range, setRange] = useState(() => lastDays(30))
  const { data, error, refetch } = useQuery(statisticsQuery(integrationId, Number(templateId), range))
  return (
    <div className={screen.screen}>
      <PageHeader title={template?.name ?? t('statistics.title')} hint={t('statistics.hint')}>
        <Button
          component={Link}
          to={`/templates/${integrationId}/${templateId}`}
          variant="default"
          leftSection={<FileText size={16} aria-hidden />}
        >
          {t('statistics.toTemplate')}
        </Button>
      </PageHeader>
      <div className={screen.content}>
        <div className={screen.toolbar}>
          <RangeFields range={range} onChange={setRange} />
        </div>
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <Skeleton height={480} />
        ) : data.messages === 0 ? (
          <div className={screen.rest}>
            <EmptyState icon={ChartColumn} title={t('statistics.none')} hint={t('statistics.noneHint')} />
          </div>
        ) : (
          <div className={styles.parts}>
            <Figures counts={data} />
            <Performance statistics={data} range={range} />
            <Tables statistics={data} />
          </div>
        )}
      </div>
    </div>
  )
}

const Tables = ({ statistics }: { statistics: Statistics }) => {
  const { t, i18n } = useTranslation('templates')
  const count = (value: number) => new Intl.NumberFormat(i18n.language).format(value)
  const number = <Name extends string>(name: Name, title: string): Column<Record<Name, number>> => ({
    key: name,
    title,
    isNumber: true,
    render: (row) => count(row[name]),
  })
  const { buttons, failures, pricing, languages } = statistics
  return (
    <div className={styles.panels}>
      {buttons.length > 0 && (
        <section>
          <Title order={2}>{t('statistics.buttons')}</Title>
          <DataTable
            label={t('statistics.buttons')}
            rows={buttons}
            keyOf={({ button }) => button}
            columns={[
              { key: 'button', title: t('statistics.button'), render: ({ button }) => button },
              number('clicks', t('statistics.clicks')),
              number('messages', t('statistics.messages')),
            ]}
          />
        </section>
      )}
      {failures.length > 0 && (
        <section>
          <Title order={2}>{t('statistics.failures')}</Title>
          <DataTable
            label={t('statistics.failures')}
            rows={failures}
            keyOf={({ code }) => code}
            columns={[
              { key: 'title', title: t('statistics.reason'), render: ({ title }) => title },
              { key: 'code', title: t('statistics.code'), isMinor: true, render: ({ code }) => code },
              number('count', t('statistics.messages')),
            ]}
          />
        </section>
      )}
      {languages.length > 1 && (
        <section>
          <Title order={2}>{t('statistics.languages')}</Title>
          <DataTable
            label={t('statistics.languages')}
            rows={languages}
            keyOf={({ language }) => language}
            columns={[
              { key: 'language', title: t('statistics.language'), render: ({ language }) => language },
              number('messages', t('statistics.messages')),
              number('delivered', t('statistics.delivered')),
              number('read', t('statistics.read')),
            ]}
          />
        </section>
      )}
      {pricing.length > 0 && (
        <section>
          <Title order={2}>{t('statistics.pricing')}</Title>
          <DataTable
            label={t('statistics.pricing')}
            rows={pricing}
            keyOf={({ category, type, billable }) => `${category} ${type} ${billable}`}
            columns={[
              { key: 'category', title: t('statistics.priceCategory'), render: ({ category }) => category },
              {
                key: 'billable',
                title: t('statistics.billable'),
                render: ({ billable }) =>
                  billable === null ? '–' : t(billable ? 'statistics.yes' : 'statistics.no'),
              },
              number('count', t('statistics.messages')),
            ]}
          />
        </section>
      )}
    </div>
  )
}

export const statisticsRoute = createLazyRoute('/signed-in/templates/$integrationId/$templateId/statistics')({
  component: StatisticsScreen,
})
