import { SegmentedControl, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ChartColumn } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../components/empty-state.tsx'
import { fieldErrors } from '../components/field-errors.ts'
import { type Figure, Figures } from '../components/figures.tsx'
import { Filters, type ReportProps } from './filters.tsx'
import { closedIn, countReasons, fillPeriods, sentIn } from './periods.ts'
import { ORIGINS, type Volume, volumeReportQuery } from './queries.ts'
import { ReadAt, ReportError } from './report-state.tsx'
import styles from './reports.module.css'
import { VolumeTables } from './volume-tables.tsx'

// Charts are larger than all else of the app together: they come when they are looked at.
const VolumeCharts = lazy(() => import('./volume-charts.tsx'))

type View = 'chart' | 'table'

/** How much there was to do: what came in, went out, began and ended, and how long people waited. */
export const VolumeReport = ({ search, onSearch }: ReportProps) => {
  const { t } = useTranslation('reports')
  const query = useQuery(volumeReportQuery(search))
  const [view, setView] = useState<View>('chart')
  const { data, error, refetch } = query
  const empty = <EmptyState icon={ChartColumn} title={t('volume.none')} hint={t('volume.noneHint')} />
  return (
    <>
      <Filters search={search} onSearch={onSearch} errors={fieldErrors(error)} hasSteps />
      {error && !data ? (
        <ReportError error={error} onRetry={() => void refetch()} />
      ) : data?.rows.length === 0 ? (
        empty
      ) : (
        <>
          <Totals rows={data?.rows} />
          <ViewField view={view} onView={setView} />
          <Suspense fallback={<Placeholder />}>
            {!data ? (
              <Placeholder />
            ) : view === 'chart' ? (
              <VolumeCharts rows={fillPeriods(data.rows, data.range, data.step)} />
            ) : (
              <VolumeTables rows={data.rows} />
            )}
          </Suspense>
        </>
      )}
      {data && <ReadAt query={query} />}
    </>
  )
}

/** Nothing jumps when the first chart takes its place. */
const Placeholder = () => <Skeleton height={350} radius="md" />

const ViewField = ({ view, onView }: { view: View; onView: (view: View) => void }) => {
  const { t } = useTranslation('reports')
  return (
    <SegmentedControl
      className={styles.view}
      size="xs"
      aria-label={t('view.label')}
      value={view}
      onChange={(value) => onView(value as View)}
      data={[
        { value: 'chart', label: t('view.chart') },
        { value: 'table', label: t('view.table') },
      ]}
    />
  )
}

const Totals = ({ rows }: { rows: Volume[] | undefined }) => {
  const { t, i18n } = useTranslation('reports')
  const number = new Intl.NumberFormat(i18n.language)
  const sum = (of: (row: Volume) => number) => rows?.reduce((total, row) => total + of(row), 0)
  const parts = (list: { label: string; count: number }[]) =>
    list
      .filter(({ count }) => count > 0)
      .map(({ label, count }) => `${label} ${number.format(count)}`)
      .join(' · ')
  const origins = ORIGINS.map((origin) => ({
    label: t(`origin.${origin}`),
    count: sum(({ sent }) => sent[origin]) ?? 0,
  }))
  const reasons = countReasons(rows ?? []).map(({ name, count }) => ({
    label: name ?? t('volume.noReason'),
    count,
  }))
  const figures: Figure[] = [
    { label: t('volume.received'), value: sum(({ received }) => received) },
    { label: t('volume.sent'), value: sum(sentIn), detail: parts(origins) },
    { label: t('volume.newChats'), value: sum(({ new_chats: begun }) => begun) },
    { label: t('volume.closed'), value: sum(closedIn), detail: parts(reasons) },
  ]
  return <Figures figures={figures} />
}
