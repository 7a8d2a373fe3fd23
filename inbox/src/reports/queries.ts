import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { AgentReport } from '../../../src/reports/routes/report-agents.ts'
import type { VolumeItem } from '../../../src/reports/routes/report-volume.ts'
import { call, encodeQuery } from '../api/call.ts'
import type { Language } from '../api/types.ts'
import { viewerTimezone } from '../components/range.ts'
import { type About, type ReportSearch, rangeOf, stepOf } from './address.ts'

export type AgentCounts = Static<typeof AgentReport>
export type Volume = Static<typeof VolumeItem>
export type Origin = keyof Volume['sent']

export const ORIGINS: Origin[] = ['inbox', 'api', 'bulk', 'auto', 'phone']

const queryOf = (search: ReportSearch) => ({
  ...rangeOf(search),
  timezone: viewerTimezone(),
  integration_id: search.number,
})

/** Whatever happens changes them, and they are dear to count: they are read anew when they are looked at again. */
const LOOKED_AT = {
  staleTime: 0,
  refetchOnWindowFocus: true,
  placeholderData: keepPreviousData,
} as const

export const agentsReportQuery = (search: ReportSearch) => {
  const query = queryOf(search)
  return queryOptions({
    queryKey: ['reports', 'agents', query] as const,
    queryFn: ({ signal }) => call<AgentCounts[]>('GET', '/reports/agents', { query, signal }),
    ...LOOKED_AT,
  })
}

/** With what it is of: while another one is read, this one is still shown as it was asked for. */
export const volumeReportQuery = (search: ReportSearch) => {
  const range = rangeOf(search)
  const step = stepOf(search)
  const query = { ...queryOf(search), by: step }
  return queryOptions({
    queryKey: ['reports', 'volume', query] as const,
    queryFn: async ({ signal }) => {
      const rows = await call<Volume[]>('GET', '/reports/volume', { query, signal })
      return { rows, range, step }
    },
    ...LOOKED_AT,
  })
}

/** Where the same is as a file; Excel in Turkish takes a comma for a decimal point. */
export const reportFile = (about: About, search: ReportSearch, language: Language): string =>
  `/v1/reports/${about}.csv${encodeQuery({
    ...queryOf(search),
    ...(about === 'volume' && { by: stepOf(search) }),
    separator: language === 'tr' ? 'semicolon' : 'comma',
  })}`
