import '@mantine/charts/styles.layer.css'
import { BarChart, LineChart } from '@mantine/charts'

type Series = { name: string; label: string; color: string }

/** What happened day by day. */
export const DayChart = ({ data, series }: { data: Record<string, unknown>[]; series: Series[] }) => (
  <LineChart
    h={280}
    data={data}
    dataKey="day"
    series={series}
    curveType="monotone"
    withLegend
    withDots={data.length < 15}
    legendProps={{ verticalAlign: 'bottom' }}
    tickLine="none"
    gridAxis="x"
  />
)

/** How far messages got, one bar below the other. */
export const FunnelChart = ({ data, label }: { data: { step: string; count: number }[]; label: string }) => (
  <BarChart
    h={280}
    data={data}
    dataKey="step"
    orientation="vertical"
    yAxisProps={{ width: 96 }}
    series={[{ name: 'count', label, color: 'masa.6' }]}
    gridAxis="y"
    tickLine="none"
    barProps={{ radius: 4 }}
    maxBarWidth={32}
  />
)
