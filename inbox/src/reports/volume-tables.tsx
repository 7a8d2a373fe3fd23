import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '../components/data-table.tsx'
import { Section } from '../components/page.tsx'
import { exactDuration } from '../components/time.ts'
import { closedIn, countReasons, periodName, type ReasonCount, sentIn } from './periods.ts'
import { ORIGINS, type Volume } from './queries.ts'

/** The same as the charts in figures, the latest first. */
export const VolumeTables = ({ rows }: { rows: Volume[] }) => {
  const { t } = useTranslation('reports')
  const volumeColumns = useVolumeColumns()
  const reasons = countReasons(rows)
  const reasonColumns = useReasonColumns(reasons)
  return (
    <>
      <DataTable
        label={t('volume.title')}
        columns={volumeColumns}
        rows={rows.toReversed()}
        keyOf={({ period }) => period}
      />
      {reasons.length > 0 && (
        <Section title={t('volume.reasons')}>
          <DataTable
            label={t('volume.reasons')}
            columns={reasonColumns}
            rows={reasons}
            keyOf={({ id }) => id ?? 'none'}
          />
        </Section>
      )}
    </>
  )
}

const useVolumeColumns = (): Column<Volume>[] => {
  const { t, i18n } = useTranslation('reports')
  const number = new Intl.NumberFormat(i18n.language)
  const count = (key: string, title: string, of: (row: Volume) => number): Column<Volume> => ({
    key,
    title,
    isNumber: true,
    sortBy: of,
    render: (row) => number.format(of(row)),
  })
  const wait = (key: 'median' | 'p90', of: (row: Volume) => number | null): Column<Volume> => ({
    key,
    title: t(`volume.${key}`),
    isNumber: true,
    sortBy: of,
    render: (row) => {
      const seconds = of(row)
      return seconds === null ? '–' : exactDuration(seconds)
    },
  })
  return [
    {
      key: 'period',
      title: t('volume.period'),
      sortBy: ({ period }) => period,
      render: ({ period }) => (
        <time dateTime={period} style={{ whiteSpace: 'nowrap' }}>
          {periodName(period, i18n.language)}
        </time>
      ),
    },
    count('received', t('volume.received'), ({ received }) => received),
    count('sent', t('volume.sent'), sentIn),
    ...ORIGINS.map((origin) => ({
      ...count(origin, t(`origin.${origin}`), ({ sent }) => sent[origin]),
      isMinor: true,
    })),
    count('newChats', t('volume.newChats'), ({ new_chats: begun }) => begun),
    count('closed', t('volume.closed'), closedIn),
    wait('median', ({ median_first_response_seconds: seconds }) => seconds),
    wait('p90', ({ p90_first_response_seconds: seconds }) => seconds),
  ]
}

const useReasonColumns = (reasons: ReasonCount[]): Column<ReasonCount>[] => {
  const { t, i18n } = useTranslation('reports')
  const number = new Intl.NumberFormat(i18n.language)
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 })
  const all = reasons.reduce((sum, { count }) => sum + count, 0)
  return [
    { key: 'reason', title: t('volume.reason'), render: ({ name }) => name ?? t('volume.noReason') },
    { key: 'count', title: t('volume.closed'), isNumber: true, render: ({ count }) => number.format(count) },
    {
      key: 'part',
      title: t('volume.part'),
      isNumber: true,
      render: ({ count }) => percent.format(count / all),
    },
  ]
}
