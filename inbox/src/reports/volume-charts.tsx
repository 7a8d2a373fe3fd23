import '@mantine/charts/styles.layer.css'
import { BarChart, LineChart } from '@mantine/charts'
import { useTranslation } from 'react-i18next'
import { Panel } from '../components/panel.tsx'
import { exactDuration } from '../components/time.ts'
import { countReasons, periodName, ticksTo } from './periods.ts'
import { ORIGINS, type Origin, type Volume } from './queries.ts'

const ORIGIN_COLORS: Record<Origin, string> = {
  inbox: 'masa.6',
  api: 'blue.6',
  bulk: 'violet.5',
  auto: 'yellow.6',
  phone: 'pink.5',
}

/** In the order of how often they are given; from the last one on they begin again. */
const REASON_COLORS = ['masa.6', 'blue.6', 'violet.5', 'yellow.6', 'pink.5', 'orange.6', 'cyan.6', 'lime.6']

const LOOKS = {
  h: 280,
  dataKey: 'period',
  withLegend: true,
  // In the order of the bars, not of the alphabet.
  legendProps: { verticalAlign: 'bottom', itemSorter: null },
  tickLine: 'none',
  gridAxis: 'x',
} as const

/** The same as the tables, drawn: `rows` are without gaps. */
const VolumeCharts = ({ rows }: { rows: Volume[] }) => (
  <>
    <Messages rows={rows} />
    <Chats rows={rows} />
    <FirstResponse rows={rows} />
  </>
)

/** What came in beside what went out, by who wrote it. */
const Messages = ({ rows }: { rows: Volume[] }) => {
  const { t, i18n } = useTranslation('reports')
  const bars = useBars()
  return (
    <Panel title={t('volume.messages')}>
      <BarChart
        {...LOOKS}
        data={rows.map(({ period, received, sent }) => ({
          period: periodName(period, i18n.language),
          received,
          ...sent,
        }))}
        series={[
          { name: 'received', label: t('volume.received'), color: 'gray.5', stackId: 'received' },
          ...ORIGINS.map((origin) => ({
            name: origin,
            label: t('volume.sentBy', { origin: t(`origin.${origin}`) }),
            color: ORIGIN_COLORS[origin],
            stackId: 'sent',
          })),
        ]}
        {...bars}
      />
    </Panel>
  )
}

/** Those that began beside those that ended, by why. */
const Chats = ({ rows }: { rows: Volume[] }) => {
  const { t, i18n } = useTranslation('reports')
  const bars = useBars()
  const reasons = countReasons(rows)
  const countOf = ({ closed }: Volume, id: number | null) =>
    closed.find(({ reason_id: reason }) => reason === id)?.count ?? 0
  return (
    <Panel title={t('volume.chats')}>
      <BarChart
        {...LOOKS}
        data={rows.map((row) => ({
          period: periodName(row.period, i18n.language),
          newChats: row.new_chats,
          ...Object.fromEntries(reasons.map(({ id }) => [`reason ${id}`, countOf(row, id)])),
        }))}
        series={[
          { name: 'newChats', label: t('volume.newChats'), color: 'gray.5', stackId: 'new' },
          ...reasons.map(({ id, name }, index) => ({
            name: `reason ${id}`,
            label: t('volume.closedAs', { reason: name ?? t('volume.noReason') }),
            color: REASON_COLORS[index % REASON_COLORS.length]!,
            stackId: 'closed',
          })),
        ]}
        {...bars}
      />
    </Panel>
  )
}

/** How long people waited for an answer. Where nobody was answered there is no point, and no line through it. */
const FirstResponse = ({ rows }: { rows: Volume[] }) => {
  const { t, i18n } = useTranslation('reports')
  const longest = Math.max(...rows.map(({ p90_first_response_seconds: p90 }) => p90 ?? -1))
  if (longest < 0) return null
  const ticks = ticksTo(longest)
  return (
    <Panel title={t('volume.firstResponse')}>
      <LineChart
        {...LOOKS}
        data={rows.map((row) => ({
          period: periodName(row.period, i18n.language),
          median: row.median_first_response_seconds,
          p90: row.p90_first_response_seconds,
        }))}
        series={[
          { name: 'median', label: t('volume.median'), color: 'masa.6' },
          { name: 'p90', label: t('volume.p90'), color: 'orange.6', strokeDasharray: '5 5' },
        ]}
        curveType="linear"
        connectNulls={false}
        valueFormatter={exactDuration}
        yAxisProps={{ width: 90, ticks, domain: [0, ticks.at(-1)!] }}
      />
    </Panel>
  )
}

/** Of what has no halves. */
const useBars = () => {
  const { i18n } = useTranslation()
  const number = new Intl.NumberFormat(i18n.language)
  return {
    valueFormatter: (value: number) => number.format(value),
    yAxisProps: { allowDecimals: false },
    maxBarWidth: 32,
    barChartProps: { barGap: 1, barCategoryGap: '15%' },
  }
}

export default VolumeCharts
