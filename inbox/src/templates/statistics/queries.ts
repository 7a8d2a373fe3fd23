import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { Statistics as StatisticsSchema } from '../../../../src/templates/routes/get-statistics.ts'
import { call } from '../../api/call.ts'
import { daysOf, type Range, viewerTimezone } from '../../components/range.ts'

export type Statistics = Static<typeof StatisticsSchema>
export type Counts = Pick<Statistics, 'messages' | 'sent' | 'delivered' | 'read' | 'failed' | 'clicked'>

/** Counts grow with every message: what is shown is read anew when it is looked at again. */
export const statisticsQuery = (integrationId: number, templateId: number, range: Range) =>
  queryOptions({
    queryKey: ['template-statistics', integrationId, templateId, range] as const,
    queryFn: () =>
      call<Statistics>(
        'GET',
        `/integrations/${integrationId}/conversations/templates/${templateId}/statistics`,
        {
          query: { ...range, timezone: viewerTimezone() },
        },
      ),
    staleTime: 0,
    refetchOnWindowFocus: true,
    placeholderData: keepPreviousData,
  })

/** Every day of a range, those without a message too: a line through time has no gaps. */
export const fillDays = (range: Range, days: Statistics['days']): Statistics['days'] => {
  const known = new Map(days.map((day) => [day.date, day]))
  return daysOf(range).map((date) => known.get(date) ?? { date, ...NOTHING })
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
