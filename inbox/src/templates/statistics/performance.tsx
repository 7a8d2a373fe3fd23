import { SegmentedControl, Skeleton } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { Panel } from '../../components/panel.tsx'
import type { Range } from '../../components/range.ts'
import { fillDays, type Statistics } from './queries.ts'

// Charts are larger than all else of the app together: they come when they are looked at.
const DayChart = lazy(() => import('./charts.tsx').then((module) => ({ default: module.DayChart })))
const FunnelChart = lazy(() => import('./charts.tsx').then((module) => ({ default: module.FunnelChart })))

const STEPS = ['messages', 'sent', 'delivered', 'read', 'clicked'] as const
const LINES = [
  { name: 'messages', color: 'gray.6' },
  { name: 'delivered', color: 'blue.6' },
  { name: 'read', color: 'masa.6' },
  { name: 'clicked', color: 'violet.6' },
  { name: 'failed', color: 'red.6' },
] as const

type View = 'chart' | 'table'

/** By day, or by how far messages got; drawn, or as the same figures in a table. */
export const Performance = ({ statistics, range }: { statistics: Statistics; range: Range }) => {
  const { t } = useTranslation('templates')
  const [about, setAbout] = useState<'days' | 'funnel'>('days')
  const [view, setView] = useState<View>('chart')
  return (
    <Panel
      title={t('statistics.performance')}
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t('statistics.about')}
            value={about}
            onChange={(value) => setAbout(value as typeof about)}
            data={[
              { value: 'days', label: t('statistics.days') },
              { value: 'funnel', label: t('statistics.funnel') },
            ]}
          />
          <SegmentedControl
            size="xs"
            aria-label={t('statistics.view')}
            value={view}
            onChange={(value) => setView(value as View)}
            data={[
              { value: 'chart', label: t('statistics.chart') },
              { value: 'table', label: t('statistics.table') },
            ]}
          />
        </>
      }
    >
      <Suspense fallback={<Skeleton height={280} />}>
        {about === 'days' ? (
          <Days statistics={statistics} range={range} view={view} />
        ) : (
          <Funnel statistics={statistics} view={view} />
        )}
      </Suspense>
    </Panel>
  )
}

const Days = ({ statistics, range, view }: { statistics: Statistics; range: Range; view: View }) => {
  const { t, i18n } = useTranslation('templates')
  const format = new Intl.DateTimeFormat(i18n.language, { day: 'numeric', month: 'short' })
  const dayOf = (date: string) => format.format(new Date(`${date}T12:00:00`))
  const number = new Intl.NumberFormat(i18n.language)
  if (view === 'chart')
    return (
      <DayChart
        data={fillDays(range, statistics.days).map(({ date, ...counts }) => ({
          day: dayOf(date),
          ...counts,
        }))}
        series={LINES.map(({ name, color }) => ({ name, color, label: t(`statistics.${name}`) }))}
      />
    )
  const columns: Column<Statistics['days'][number]>[] = LINES.map(({ name }) => ({
    key: name,
    title: t(`statistics.${name}`),
    isNumber: true,
    render: (day) => number.format(day[name]),
  }))
  return (
    <DataTable
      label={t('statistics.days')}
      rows={statistics.days.toReversed()}
      keyOf={({ date }) => date}
      columns={[{ key: 'day', title: t('statistics.day'), render: ({ date }) => dayOf(date) }, ...columns]}
    />
  )
}

const Funnel = ({ statistics, view }: { statistics: Statistics; view: View }) => {
  const { t, i18n } = useTranslation('templates')
  const number = new Intl.NumberFormat(i18n.language)
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 })
  const rows = STEPS.map((name) => ({ step: t(`statistics.${name}`), count: statistics[name] }))
  if (view === 'chart') return <FunnelChart data={rows} label={t('statistics.messages')} />
  return (
    <DataTable
      label={t('statistics.funnel')}
      rows={rows}
      keyOf={({ step }) => step}
      columns={[
        { key: 'step', title: t('statistics.step'), render: ({ step }) => step },
        {
          key: 'count',
          title: t('statistics.messages'),
          isNumber: true,
          render: ({ count }) => number.format(count),
        },
        {
          key: 'part',
          title: t('statistics.part'),
          isNumber: true,
          render: ({ count }) => percent.format(count / statistics.messages),
        },
      ]}
    />
  )
}
