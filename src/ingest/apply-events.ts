import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import { applyAccountNews, type ToldNews } from '../integrations/apply-news.ts'
import type { Integration, IntegrationDirectory } from '../integrations/directory.ts'
import { DEFAULT_WORDS, type WishWords } from '../opt-outs/words.ts'
import { applyTemplateNews } from '../templates/apply-news.ts'
import { applyMessages } from './apply-messages.ts'
import { applyStatuses } from './apply-statuses.ts'
import { readEvent, type StoredEvent } from './read-event.ts'
import { insertWaitingStatuses } from './waiting-statuses.ts'
import { noWork, type ReceivedStatus, type Work } from './work.ts'

/** What a batch of events did that others have to hear of. */
export type Applied = {
  eventIds: string[]
  hasMore: boolean
  /** Statuses of messages that are not stored here, or were not at that moment. */
  waiting: ReceivedStatus[]
  news: ToldNews[]
  hasTemplateNews: boolean
}

type Options = {
  database: Database
  directory: IntegrationDirectory
  limit: number
  words?: WishWords
  /** Told which events are about to be applied. */
  onTaken?: (eventIds: string[]) => void
}

/** Bodies of one batch, in bytes: Meta sends 3 MB at most in one. */
const MAX_BYTES = 4_000_000

/** Applies the oldest stored events that nobody else is at, in one transaction. */
export const applyNextEvents = ({
  database,
  directory,
  limit,
  words = DEFAULT_WORDS,
  onTaken,
}: Options): Promise<Applied> =>
  database.transaction().execute(async (tx) => {
    const { events, hasMore } = await takeEvents(tx, limit)
    onTaken?.(events.map(({ id }) => id))
    return { ...(await applyEvents(tx, events, directory, words)), hasMore }
  })

/**
 * Takes `limit` events at most, and as many of them as memory should hold at once. They count as applied when this
 * transaction ends.
 */
const takeEvents = async (tx: Tx, limit: number): Promise<{ events: StoredEvent[]; hasMore: boolean }> => {
  const { rows: events } = await sql<StoredEvent & { found: number }>`/* take-events */
    with found as (
      select id, octet_length(body) as size from inbound_events
      where state = 'received' order by id limit ${limit} for update skip locked
    ), measured as (
      select id, sum(size) over (order by id) as bytes, row_number() over (order by id) as n,
        (count(*) over ())::integer as found
      from found
    ), taken as (
      update inbound_events e set state = 'applied', reason = null, applied_at = now()
      from measured where e.id = measured.id and (n = 1 or bytes <= ${MAX_BYTES})
      returning e.id, e.received_at, e.body, e.signed_for, measured.found
    )
    select * from taken order by id`.execute(tx)
  const found = events[0]?.found ?? 0
  return { events, hasMore: events.length < found || found === limit }
}

const applyEvents = async (
  tx: Tx,
  events: StoredEvent[],
  directory: IntegrationDirectory,
  words: WishWords,
): Promise<Omit<Applied, 'hasMore'>> => {
  const work = await readEvents(events, directory)
  // In the order in which rows are locked everywhere: contacts and chats, then messages, then the rest.
  await applyMessages(tx, work.messages, work.preferences, words)
  const waiting = work.statuses.length > 0 ? await applyStatuses(tx, work.statuses) : []
  if (waiting.length > 0) await insertWaitingStatuses(tx, waiting)
  const strange = await applyTemplateNews(tx, work.templates)
  const news = await applyAccountNews(tx, work.accounts)
  const reasons = new Map([
    ...strange.map((one) => [one.eventId, 'A template that is not known here; templates are fetched anew']),
    ...waiting.map((one) => [one.eventId, `A status of a message that is not ours: ${one.wamid}`]),
    ...work.problems.map((one) => [one.eventId, one.reason]),
  ] as [string, string][])
  if (reasons.size > 0) await markUnprocessed(tx, reasons)
  const hasTemplateNews = work.templates.length > 0
  return { eventIds: events.map(({ id }) => id), waiting, news, hasTemplateNews }
}

/** A number that is not known may have been connected this very moment, by another process. */
const readEvents = async (events: StoredEvent[], directory: IntegrationDirectory): Promise<Work> => {
  const read = (integrations: Integration[]): Work => {
    const work = noWork()
    for (const event of events) readEvent(event, integrations, work)
    return work
  }
  const work = read(await directory.list())
  if (!work.hasStrangers) return work
  directory.forget()
  return read(await directory.list())
}

const markUnprocessed = async (tx: Tx, reasons: ReadonlyMap<string, string>): Promise<void> => {
  const rows = [...reasons].map(([id, reason]) => ({ id, reason }))
  await sql`/* mark-unprocessed */
    update inbound_events e set state = 'unprocessed', reason = row.reason
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (id bigint, reason text)
    where e.id = row.id`.execute(tx)
}
