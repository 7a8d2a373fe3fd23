import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import { listFileIds } from '../media/references.ts'
import { ERASED } from './cancel.ts'
import { type Person, theirMessages } from './person.ts'

/** Messages that are erased by one transaction. */
const CHUNK = 500

type Row = {
  integration_id: number
  id: string
  number: string
  type: string
  content: object
  bulk_id: number | null
}

/** Erases messages of somebody until there are no more but those that are being sent; `onErased` is told of each part. */
export const eraseMessages = async (
  tx: Tx | Database,
  person: Person,
  onErased: (count: number) => Promise<void>,
): Promise<void> => {
  for (;;) {
    const count = tx.isTransaction
      ? await eraseSome(tx, person)
      : await tx.transaction().execute((own) => eraseSome(own, person))
    if (count === 0) return
    await onErased(count)
  }
}

/**
 * Erases some messages with their files and all that they are found by, and answers how many. Of a bulk send's it stays
 * for the counts that there was one, and what became of it. What waits is taken out of the queue first, so that nobody
 * begins to send it meanwhile.
 */
const eraseSome = async (tx: Database, person: Person): Promise<number> => {
  await clearQueue(tx, person)
  const { rows } = await sql<Row>`
    select m.integration_id, m.id, m.number, m.type, m.content, m.bulk_id from ${theirMessages(person)}
    where not exists (select from message_queue q
      where q.integration_id = m.integration_id and q.address = m.address and q.message_id = m.id)
    order by m.integration_id, m.id limit ${CHUNK} for update of m`.execute(tx)
  if (rows.length === 0) return 0
  const keys = JSON.stringify(rows.map(({ integration_id: i, id, bulk_id: b }) => ({ i, id, b })))
  const key = sql`json_to_recordset(${keys}::json) as key (i integer, id text, b integer)`
  await sql`delete from search_entries where number = any(${rows.map(({ number }) => number)}::bigint[])`.execute(
    tx,
  )
  await sql`
    delete from waiting_statuses w using ${key}, messages m
    where m.integration_id = key.i and m.id = key.id and w.integration_id = m.integration_id
      and w.wamid = m.wamid`.execute(tx)
  await eraseFiles(tx, rows)
  await sql`
    update messages m set address = ${ERASED}, content = '{}', wamid = null, wa_id = null, sender = null,
      context = null, error = null, media_id = null, reply_to_id = null, reply_to_wamid = null,
      state = case when m.state = 'queued' then 'cancelled' else m.state end,
      cancelled_at = case when m.state = 'queued' then now() else m.cancelled_at end
    from ${key} where m.integration_id = key.i and m.id = key.id and key.b is not null`.execute(tx)
  await sql`
    delete from messages m using ${key}
    where m.integration_id = key.i and m.id = key.id and key.b is null`.execute(tx)
  return rows.length
}

const clearQueue = async (tx: Database, { contactId, integrationIds }: Person): Promise<void> => {
  await sql`
    delete from message_queue q
    using unnest(${integrationIds}::integer[]) as number (id), contact_addresses a
    where a.contact_id = ${contactId} and q.integration_id = number.id and q.address = a.address
      and q.state <> 'sending'`.execute(tx)
}

/** A send to several people has one file: it goes with the last of its messages, which were stored in one moment. */
const eraseFiles = async (tx: Database, rows: Row[]): Promise<void> => {
  const files = rows
    .filter(({ bulk_id }) => bulk_id === null)
    .flatMap(({ integration_id: i, id, type, content }) =>
      listFileIds(type, content).map((file) => ({ i, id, file })),
    )
  if (files.length === 0) return
  await sql`
    delete from media f
    using json_to_recordset(${JSON.stringify(files)}::json) as key (i integer, id text, file text), messages m
    where m.integration_id = key.i and m.id = key.id and f.integration_id = key.i and f.id = key.file
      and not exists (
        select from messages other
        where other.integration_id = m.integration_id and other.created_at = m.created_at
          and other.media_id = f.id and other.address <> m.address)`.execute(tx)
}
