import { type Static, Type } from 'typebox'
import { formatTimestamp } from '../http/timestamp.ts'
import { EVENT_TYPES, type LogEvent } from './event.ts'

/** An event as `GET /v1/events` tells it. */
export const EventItem = Type.Object({
  id: Type.Integer({ description: 'Ascending; some numbers are never given.', examples: [4711] }),
  type: Type.String({
    description: `${EVENT_TYPES.join(', ')}; or reset.`,
    examples: ['message.status'],
  }),
  at: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
  integration_id: Type.Union([Type.Integer(), Type.Null()], { examples: [11] }),
  data: Type.Record(Type.String(), Type.Unknown(), { description: 'By type, see the guide to events.' }),
})

export const eventItem = ({ id, type, at, integrationId, data }: LogEvent): Static<typeof EventItem> => ({
  id,
  type,
  at: formatTimestamp(at),
  integration_id: integrationId,
  data: withTimestamps(data),
})

/** Whoever appends an event writes its times as JSON or PostgreSQL does. */
const withTimestamps = (data: LogEvent['data']): LogEvent['data'] => {
  const times = TIMES.filter((name) => typeof data[name] === 'string')
  if (times.length === 0) return data
  return {
    ...data,
    ...Object.fromEntries(times.map((name) => [name, formatTimestamp(new Date(data[name] as string))])),
  }
}

const TIMES = ['at', 'next_attempt_at']

/**
 * Told in place of events that are gone: whoever hears it loads anew what it shows, and goes on after `id`.
 * It is no event of the log, and may have the id of one.
 */
export const resetItem = (id: number): Static<typeof EventItem> => ({
  id,
  type: 'reset',
  at: formatTimestamp(new Date()),
  integration_id: null,
  data: {
    reason: 'The events after the given number are not kept any more, or it is of another log: begin anew.',
  },
})

/** As the HTML standard writes an event of a stream ("Server-sent events"). */
const encode = (item: Static<typeof EventItem>): string =>
  `id: ${item.id}\nevent: ${item.type}\ndata: ${JSON.stringify(item)}\n\n`

export const encodeEvent = (event: LogEvent): string => encode(eventItem(event))

export const encodeReset = (id: number): string => encode(resetItem(id))
