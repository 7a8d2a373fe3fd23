import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import { PRIORITY } from '../messages/message.ts'
import { listOptedOut } from '../opt-outs/list-opted-out.ts'
import { NOT_MARKETING } from '../templates/category.ts'
import { endHeld } from './take-back.ts'

/** First key of the advisory locks by which one process at a time feeds a number; the second is its id. */
const FEEDING_LOCK = 0x6d617363

/** What is kept in the queue of a number, as a part of its pace: enough for a process that dies, little to take back. */
const QUEUED_SECONDS = 2

/** Recipients of one transaction at most, so that none holds its locks for long. */
const MOST = 2_000

/**
 * Moves waiting recipients of a number's running sends into the queue, as many as its pace takes in two seconds,
 * counting what is there. Message, place in the queue, event and the recipient's mark are one transaction: each is fed
 * once, whatever dies in between. Answers how many were fed.
 */
export const feedNumber = (
  database: Database,
  { id: integrationId, messagesPerSecond }: { id: number; messagesPerSecond: number },
): Promise<number> =>
  database.transaction().execute(async (tx) => {
    if (!(await takeTurn(tx, integrationId))) return 0
    const sends = await lockFeedable(tx, integrationId)
    if (sends.length === 0) return 0
    const wanted = Math.min(MOST, Math.ceil(messagesPerSecond * QUEUED_SECONDS))
    const shares = shareOut(
      sends.map(({ id }) => id),
      wanted - (await countQueued(tx, integrationId, wanted)),
    )
    if (shares.length === 0) return 0
    for (const { id, is_marketing } of sends)
      if (is_marketing)
        await leaveOutOptedOut(
          tx,
          integrationId,
          shares.find(({ b }) => b === id),
        )
    const fed = await moveRecipients(tx, integrationId, shares)
    await sql`
      update bulk_sends set fed_at = clock_timestamp()
      where integration_id = ${integrationId} and id = any(${shares.map(({ b }) => b)}::integer[])`.execute(
      tx,
    )
    return fed
  })

/** So many recipients of a send, whose turn is the `o`th. */
type Share = { b: number; k: number; o: number }

/** Room shared evenly, by turns when there is less of it than sends. `sends`: those that have waited longest first. */
export const shareOut = (sends: number[], room: number): Share[] => {
  if (room <= 0) return []
  const share = Math.floor(room / sends.length)
  const rest = room % sends.length
  return sends.map((b, o) => ({ b, k: share + (o < rest ? 1 : 0), o })).filter(({ k }) => k > 0)
}

const takeTurn = async (tx: Tx, integrationId: number): Promise<boolean> => {
  const { rows } = await sql<{ is_ours: boolean }>`
    select pg_try_advisory_xact_lock(${FEEDING_LOCK}::integer, ${integrationId}::integer) as is_ours`.execute(
    tx,
  )
  return rows[0]!.is_ours
}

/**
 * Running sends that have somebody waiting, in the order of their turns. One that is being changed at this moment is
 * left out. A file is waited for here rather than in the queue, where it would hold the place of others.
 */
const lockFeedable = async (
  tx: Tx,
  integrationId: number,
): Promise<{ id: number; is_marketing: boolean }[]> => {
  const { rows } = await sql<{ id: number; is_marketing: boolean }>`/* lock-feedable */
    select b.id, coalesce(upper(btrim(t.category)) <> all (${NOT_MARKETING}::text[]), true) as is_marketing
    from bulk_sends b
    left join templates t on t.id = b.template_id
    where b.integration_id = ${integrationId} and b.status = 'running'
      and (b.expires_at is null or b.expires_at > now())
      and exists (
        select from bulk_recipients r
        where r.integration_id = b.integration_id and r.bulk_id = b.id and r.state in ('waiting', 'held'))
      and (b.media_id is null or exists (
        select from media f
        where f.integration_id = b.integration_id and f.id = b.media_id and f.meta_media_id is not null))
    order by b.fed_at nulls first, b.id
    for update of b skip locked`.execute(tx)
  return rows
}

/**
 * What stands in the queue of a number at the priority of bulk sends and can go soon, or waits for the account's limit:
 * more of it would wait as well. One that waits for another try keeps nobody back.
 */
const countQueued = async (tx: Tx, integrationId: number, most: number): Promise<number> => {
  const { rows } = await sql<{ count: number }>`/* count-queued-bulk */
    select count(*)::integer as count from (
      select from message_queue
      where integration_id = ${integrationId} and priority = ${PRIORITY.bulk} and state = 'queued'
        and (not_before <= now() + make_interval(secs => ${QUEUED_SECONDS}) or held_by = 'messaging_limit')
      limit ${most}) queued`.execute(tx)
  return rows[0]!.count
}

/** People who have opted out since the send was planned. A message that is held fails, as one that is queued does. */
const leaveOutOptedOut = async (tx: Tx, integrationId: number, share: Share | undefined): Promise<void> => {
  if (!share) return
  const { rows } = await sql<{ number: number; address: string }>`/* list-next-recipients */
    select number, address from bulk_recipients
    where integration_id = ${integrationId} and bulk_id = ${share.b} and state in ('waiting', 'held')
    order by number limit ${share.k}`.execute(tx)
  const optedOut = await listOptedOut(
    tx,
    integrationId,
    rows.map(({ address }) => address),
  )
  if (optedOut.size === 0) return
  const numbers = rows.filter(({ address }) => optedOut.has(address)).map(({ number }) => number)
  await sql`
    update bulk_recipients set state = 'opted_out'
    where integration_id = ${integrationId} and bulk_id = ${share.b} and number = any(${numbers}::integer[])
      and state = 'waiting'`.execute(tx)
  await endHeld(tx, { integrationId, bulkId: share.b }, 'failed', numbers)
}

/**
 * The rows are in nobody else's hands, since the send is locked. Those of several sends are queued by turns. A message
 * that was held goes on where it stood, unless a status has moved it on. As in `insertMessages`, the events select from
 * the inserted messages, so that the transaction has its number before it draws theirs.
 */
const moveRecipients = async (tx: Tx, integrationId: number, shares: Share[]): Promise<number> => {
  const { rows } = await sql<{ count: number }>`/* feed-recipients */
    with picked as materialized (
      select share.o, next.*, b.template_id, b.media_id, b.expires_at,
        row_number() over (partition by share.b order by next.number) as turn
      from json_to_recordset(${JSON.stringify(shares)}::json) as share (b integer, k integer, o integer)
      join bulk_sends b on b.integration_id = ${integrationId} and b.id = share.b
      cross join lateral (
        select bulk_id, number, address, message_id, content, state from bulk_recipients
        where integration_id = ${integrationId} and bulk_id = share.b and state in ('waiting', 'held')
        order by number limit share.k) next
    ), fed as (
      update bulk_recipients r set state = 'fed' from picked
      where r.integration_id = ${integrationId} and r.bulk_id = picked.bulk_id and r.number = picked.number
    ), held as (
      select m.id, m.attempts from picked
      join messages m on m.integration_id = ${integrationId} and m.id = picked.message_id
      where picked.state = 'held' and m.state = 'queued'
      order by m.id
      for update of m
    ), stored as (
      insert into messages (integration_id, id, direction, type, address, content, media_id, template_id, bulk_id,
        bulk_number, expires_at, state)
      select ${integrationId}, message_id, 'outbound', 'template', address, content, media_id, template_id, bulk_id,
        number, expires_at, 'queued'
      from picked where state = 'waiting'
      order by turn, o
      returning integration_id, id, bulk_id
    ), queued as (
      insert into message_queue (integration_id, priority, message_id, address, expires_at, attempts)
      select ${integrationId}, ${PRIORITY.bulk}, message_id, address, expires_at, coalesce(held.attempts, 0)
      from picked left join held on held.id = picked.message_id
      where picked.state = 'waiting' or held.id is not null
      order by turn, o
    ), told as (
      insert into events (type, integration_id, data)
      select 'message.status', integration_id,
        json_build_object('message_id', id, 'status', 'queued', 'bulk_id', bulk_id)
      from stored
    )
    select count(*)::integer as count from picked`.execute(tx)
  return rows[0]!.count
}
