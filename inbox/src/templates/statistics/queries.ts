import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { Statistics as StatisticsSchema } from '../../../../src/templates/routes/get-statistics.ts'
import { call } from '../../api/call.ts'

export type Statistics = Static<typeof StatisticsSchema>
export type Counts = Pick<Statistics, 'messages' | 'sent' | 'delivered' | 'read' | 'failed' | 'clicked'>

/** Days of the viewer's calendar, both included: `2024-05-31`. */
export type Range = { from: string; to: string }

const isoDay = (at: Date): string =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => `${part}`.padStart(2, '0')).join('-')

export const lastDays = (days: number, now = new Date()): Range => ({
  from: isoDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() - days + 1)),
  to: isoDay(now),
})

/** Counts grow with every message: what is shown is read anew when it is looked at again. */
export const statisticsQuery = (integrationId: number, templateId: number, range: Range) =>
  queryOptions({
    queryKey: ['template-statistics', integrationId, templateId, range] as const,
    queryFn: () =>
      call<Statistics>(
        'GET',
        `/integrations/${integrationId}/conversations/templates/${templateId}/statistics`,
        {
          query: { ...range, timezone: Intl.DateTimeFormat().resolvedOptions().timeZone },
        },
      ),
    staleTime: 0,
    refetchOnWindowFocus: true,
    placeholderData: keepPreviousData,
  })

/** Every day of a range, those without a message too: a line through time has no gaps. */
export const fillDays = ({ from, to }: Range, days: Statistics['days']): Statistics['days'] => {
  const known = new Map(days.map((day) => [day.date, day]))
  const filled: Statistics['days'] = []
  const end = new Date(`${to}T12:00:00`)
  for (const at = new Date(`${from}T12:00:00`); at <= end; at.setDate(at.getDate() + 1)) {
    const date = isoDay(at)
    filled.push(known.get(date) ?? { date, ...NOTHING })
  }
  return filled
}

const NOTHING = {
  messages: 0,
  sent: 0,
  delivered: 0,
  read: 0,
  failed: 0,
  expired: 0,
  cancelled: 0,
  clicked: 0,
}
