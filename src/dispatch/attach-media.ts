import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { isLiving } from '../media/living-upload.ts'
import { listFileIds, replaceFileIds } from '../media/references.ts'
import { insertUploadJobs } from '../media/upload-jobs.ts'
import type { Claim } from './claim.ts'

/**
 * Puts Meta's ids in the place of ours. A claim whose file has none that may still be sent, since it waited for a
 * month or has several files, goes back into the queue until the file is uploaded. Answers the others, in their
 * order.
 */
export const attachMedia = async (database: Database, claims: Claim[]): Promise<Claim[]> => {
  const carriers = claims
    .filter(({ hasMedia }) => hasMedia)
    .map((claim) => ({ claim, content: JSON.parse(claim.content) as object }))
  if (carriers.length === 0) return claims
  const { integrationId } = claims[0]!
  const living = await mapLiving(
    database,
    integrationId,
    carriers.flatMap(({ claim, content }) => listFileIds(claim.type, content)),
  )
  const waiting = new Map<Claim, string>()
  for (const { claim, content } of carriers) {
    const missing = listFileIds(claim.type, content).find((id) => !living.has(id))
    if (missing !== undefined) waiting.set(claim, missing)
    replaceFileIds(claim.type, content, living)
    claim.content = JSON.stringify(content)
  }
  if (waiting.size > 0) await putBack(database, integrationId, waiting)
  return claims.filter((claim) => !waiting.has(claim))
}

/** Meta's ids by ours. */
const mapLiving = async (
  database: Database,
  integrationId: number,
  ids: string[],
): Promise<Map<string, string>> => {
  const { rows } = await sql<{ id: string; meta_media_id: string }>`
    select id, meta_media_id from media
    where integration_id = ${integrationId} and id = any(${[...new Set(ids)]}::text[]) and ${isLiving}`.execute(
    database,
  )
  return new Map(rows.map(({ id, meta_media_id }) => [id, meta_media_id]))
}

const putBack = (database: Database, integrationId: number, waiting: Map<Claim, string>): Promise<void> =>
  database.transaction().execute(async (tx) => {
    const rows = [...waiting].map(([{ priority, number }, mediaId]) => ({
      p: priority,
      n: number,
      m: mediaId,
    }))
    await sql`
      update message_queue q
      set state = 'queued', claimed_by = null, attempts = attempts - 1, changed_at = now(),
        waits_for_media = row.m
      from json_to_recordset(${JSON.stringify(rows)}::json) as row (p smallint, n bigint, m text)
      where q.integration_id = ${integrationId} and q.priority = row.p and q.number = row.n`.execute(tx)
    await insertUploadJobs(tx, integrationId, [...new Set(waiting.values())])
  })
