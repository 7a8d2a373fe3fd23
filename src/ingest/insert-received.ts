import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { insertFetchJobs } from '../media/fetch-jobs.ts'
import type { ReceivedMessage } from './received-message.ts'

/**
 * Stores messages with their files, and answers those that were not stored yet: the same event may come any
 * number of times, and only what is new has consequences (promise 3). Rows are inserted in the order of their
 * keys, so that two processes that store the same ones do not wait for each other, and numbered as they came.
 */
export const insertReceived = async (tx: Tx, messages: ReceivedMessage[]): Promise<ReceivedMessage[]> => {
  if (messages.length === 0) return []
  const { rows } = await sql<{ id: string }>`/* insert-received */
    with numbered as (
      select *, nextval('message_number') as number
      from json_to_recordset(${JSON.stringify(messages.map(toRow))}::json) as row (n integer, i integer, id text,
        d text, t text, a text, c json, s json, x json, r text, m text, w text, e json, at timestamptz)
      order by n
    )
    insert into messages (integration_id, id, direction, origin, type, address, content, sender, context,
      reply_to_wamid, media_id, wamid, error, state, created_at, sent_at, number)
    select i, id, d, case d when 'inbound' then 'api' else 'phone' end, t, a, c, s, x, r, m, w, e,
      case d when 'inbound' then 'received' else 'sent' end, at, case d when 'outbound' then at end, number
    from numbered order by i, w
    on conflict (integration_id, wamid) where wamid is not null do nothing
    returning id`.execute(tx)
  const stored = new Set(rows.map(({ id }) => id))
  const fresh = messages.filter(({ id }) => stored.has(id))
  await insertFiles(tx, fresh)
  return fresh
}

const toRow = (message: ReceivedMessage, n: number) => ({
  n,
  i: message.integrationId,
  id: message.id,
  d: message.direction,
  t: message.type,
  a: message.address,
  c: message.content,
  s: message.sender,
  x: message.context,
  r: message.replyToWamid,
  m: message.media?.id,
  w: message.wamid,
  e: message.error,
  at: message.at,
})

/** A file that is known to be out of reach is told as such; the others are fetched at once. */
const insertFiles = async (tx: Tx, messages: ReceivedMessage[]): Promise<void> => {
  const files = messages.flatMap(({ integrationId, media }) => (media ? [{ ...media, integrationId }] : []))
  if (files.length === 0) return
  await tx
    .insertInto('media')
    .values(
      files.map((file) => ({
        integration_id: file.integrationId,
        id: file.id,
        direction: 'inbound' as const,
        meta_media_id: file.metaMediaId,
        fetch_url: file.url,
        mime_type: file.mimeType,
        filename: file.filename,
        sha256: file.sha256,
        fetch_error: file.reason === null ? null : JSON.stringify({ reason: file.reason }),
      })),
    )
    .execute()
  const wanted = files.filter(({ reason }) => reason === null)
  if (wanted.length > 0) await insertFetchJobs(tx, wanted)
}
