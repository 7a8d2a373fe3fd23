import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import type { Integration } from '../integrations/directory.ts'
import { type FreePlaces, limitOfTier, lockPlaces } from './messaging-limit.ts'
import { grant, lockPace, updatePace, waitMsOf } from './number-pace.ts'
import { PAIR_PACE, type PairPace, toleranceMs } from './pair-pace.ts'

/** A message whose request is about to be written: the queue says *sending*, and that is committed. */
export type Claim = {
  integrationId: number
  priority: number
  /** Its place in the queue. */
  number: string
  id: string
  address: string
  type: string
  /** The Cloud API's object for the type, as JSON text, with our media ids in place of Meta's. */
  content: string
  hasMedia: boolean
  replyToWamid: string | null
  templateId: number | null
  /** How many times it has been tried, this one included. */
  attempts: number
}

type Row = {
  looked_at: number
  number: string | null
  priority: number
  message_id: string
  address: string
  attempts: number
  type: string
  content: string
  reply_to_wamid: string | null
  template_id: number | null
  has_media: boolean
}

export type ClaimRequest = {
  integration: Pick<Integration, 'id' | 'wabaId' | 'messagesPerSecond' | 'messagingTier'>
  processNumber: number
  /** Requests that can be written at once. */
  limit: number
  /** Somebody waits for what was accepted a moment ago: `waitMs` is then until the next single send. */
  isUrgent?: boolean
  pairPace?: PairPace
}

export type Claimed = {
  claims: Claim[]
  /** There may be more that is due. */
  hasMore: boolean
  /** How long the number has to wait until it may send again; 0 when it need not. */
  waitMs: number
}

/**
 * Claims up to `limit` messages of a number, best first, and marks them *sending* in one committed transaction, no
 * more than WhatsApp's limits allow all processes together: the number's pace, the person's and the account's number
 * of people (promise 9). The number's row is locked first, so that claims of one number follow one another. What a
 * limit holds back waits with the reason until it may go. Of a suspended number nothing is claimed, however lately a
 * process has heard of that (promise 10).
 *
 * `limit` is the number of requests that can be written at once: what a crash leaves as *sending* are then the
 * requests in flight and no others (promise 7).
 */
export const claimMessages = (database: Database, request: ClaimRequest): Promise<Claimed> =>
  database.transaction().execute(async (tx) => {
    const { id, wabaId, messagesPerSecond, messagingTier } = request.integration
    const pace = await lockPace(tx, id, messagesPerSecond)
    const granted = grant(pace, request.limit, pace.now)
    if (granted === 0)
      return {
        claims: [],
        hasMore: true,
        waitMs: waitMsOf(pace, messagesPerSecond, pace.now, request.isUrgent),
      }
    const limit = limitOfTier(messagingTier)
    const places = limit === undefined ? undefined : await lockPlaces(tx, wabaId, limit, pace.at)
    const rows = await claimRows(tx, request, pace.at, granted, places)
    const claims = rows.flatMap((row) => (row.number === null ? [] : [toClaim(id, row.number, row)]))
    const left = { ...pace, tokens: pace.tokens - claims.length }
    await updatePace(tx, id, left)
    return {
      claims,
      hasMore: rows[0]!.looked_at === granted,
      waitMs: waitMsOf(left, messagesPerSecond, pace.now),
    }
  })

/**
 * A person's line is kept by taking its first row alone: a row is claimed only when no earlier one of the same
 * priority is queued or being sent. That needs no memory and holds over all processes and retries; an *unknown* one
 * holds back nobody (promise 9). Of a person's lines one at a time moves on, so that each message is counted before
 * the next.
 */
const claimRows = async (
  tx: Tx,
  { integration: { id, wabaId }, processNumber, pairPace = PAIR_PACE }: ClaimRequest,
  at: string,
  granted: number,
  places: FreePlaces | undefined,
): Promise<Row[]> => {
  const free = places?.free ?? null
  // A minute at the least, since places become free one by one; ten at the most, since WhatsApp may raise the limit.
  const nextPlaceAt = sql`least(greatest(${places?.nextAt ?? null}::timestamptz,
    ${at}::timestamptz + interval '1 minute'), ${at}::timestamptz + interval '10 minutes')`
  const { rows } = await sql<Row>`/* claim-messages */
    with candidates as (
      select priority, number, address, message_id
      from message_queue q
      where integration_id = ${id} and state = 'queued' and not_before <= ${at}::timestamptz
        and waits_for_media is null and (expires_at is null or expires_at > ${at}::timestamptz)
        and exists (select from integrations where id = ${id} and status = 'activated')
        and not exists (
          select from message_queue earlier
          where earlier.integration_id = q.integration_id and earlier.address = q.address
            and earlier.priority = q.priority and earlier.number < q.number and earlier.state <> 'unknown')
      order by priority, number
      limit ${granted}
      for update skip locked
    ), firsts as (
      select c.*, pair.paid_at - ${toleranceMs(pairPace)} * interval '1 millisecond' as free_at
      from (
        select *, row_number() over (partition by address order by priority, number) as nth from candidates
      ) c
      left join pair_pace pair on pair.integration_id = ${id} and pair.address = c.address
      where c.nth = 1
    ), opening as (
      select priority, number, row_number() over (order by priority, number) as nth
      from firsts
      where ${free}::integer is not null and (free_at is null or free_at <= ${at}::timestamptz)
        and (select type from messages m where m.integration_id = ${id} and m.id = firsts.message_id) = 'template'
        and not exists (
          select from reached_people r where r.waba_id = ${wabaId} and r.address = firsts.address)
        and not exists (
          select from contact_addresses a
          join chats on chats.contact_id = a.contact_id and chats.integration_id = ${id}
          where a.waba_id = ${wabaId} and a.address = firsts.address and a.until = 'infinity'
            and chats.window_expires_at > ${at}::timestamptz)
    ), ready as (
      select firsts.*, opening.nth is not null as is_opening
      from firsts left join opening using (priority, number)
      where (free_at is null or free_at <= ${at}::timestamptz)
        and (opening.nth is null or opening.nth <= ${free}::integer)
    ), held as (
      update message_queue q set not_before = h.until, held_by = h.reason
      from (
        select priority, number, free_at as until, 'pair_rate' as reason
        from firsts where free_at > ${at}::timestamptz
        union all
        select priority, number, ${nextPlaceAt}, 'messaging_limit' from opening where nth > ${free}::integer
      ) h
      where q.integration_id = ${id} and q.priority = h.priority and q.number = h.number
    ), claimed as (
      update message_queue q
      set state = 'sending', claimed_by = ${processNumber}, attempts = attempts + 1, changed_at = ${at}::timestamptz,
        held_by = null
      from ready
      where q.integration_id = ${id} and q.priority = ready.priority and q.number = ready.number
      returning q.*
    ), paid as (
      insert into pair_pace as pair (integration_id, address, paid_at)
      select ${id}, address, ${at}::timestamptz + ${pairPace.periodMs} * interval '1 millisecond' from ready
      on conflict (integration_id, address) do update
      set paid_at = greatest(pair.paid_at, ${at}::timestamptz) + ${pairPace.periodMs} * interval '1 millisecond'
    ), reached as (
      insert into reached_people (waba_id, address, reached_at)
      select ${wabaId}, address, ${at}::timestamptz from ready where is_opening
      on conflict do nothing
      returning address
    ), used as (
      update messaging_limits set used = used + (select count(*) from reached)
      where waba_id = ${wabaId} and ${free}::integer is not null
    )
    select total.looked_at, c.number, c.priority, c.message_id, c.address, c.attempts, m.type,
      m.content::text as content, m.template_id, m.media_id is not null as has_media,
      (select wamid from messages r where r.integration_id = m.integration_id and r.id = m.reply_to_id)
        as reply_to_wamid
    from (select count(*)::integer as looked_at from candidates) total
    left join claimed c on true
    left join messages m on m.integration_id = c.integration_id and m.id = c.message_id
    order by c.priority, c.number`.execute(tx)
  return rows
}

const toClaim = (integrationId: number, number: string, row: Row): Claim => ({
  integrationId,
  priority: row.priority,
  number,
  id: row.message_id,
  address: row.address,
  type: row.type,
  content: row.content,
  hasMedia: row.has_media,
  replyToWamid: row.reply_to_wamid,
  templateId: row.template_id,
  attempts: row.attempts,
})

/** Numbers that have something to send now. */
export const listReadyIntegrations = async (database: Database): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`
    select id from integrations i
    where exists (
      select from message_queue
      where integration_id = i.id and state = 'queued' and not_before <= now() and waits_for_media is null)`.execute(
    database,
  )
  return rows.map(({ id }) => id)
}
