import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import { validationError } from '../error.ts'
import type { WrittenRecipient } from './recipients.ts'

/** The tag that an id or a name means, whatever its case. Throws 422 when there is none. */
export const selectTagId = async (database: Database, tag: number | string): Promise<number> => {
  const { rows } = await sql<{ id: number }>`
    select id from tags
    where lower(name) = lower(${String(tag).trim()}) or id::text = ${String(tag).trim()}
    order by id::text = ${String(tag).trim()} desc limit 1`.execute(database)
  if (!rows[0]) throw validationError({ tag: ['The tag field must be the id or the name of a tag.'] })
  return rows[0].id
}

/**
 * Those people whose chats with a number have a tag, under their number or, without one, their user id. Throws
 * 422 when there is nobody.
 */
export async function* readTagged(
  tx: Tx,
  integrationId: number,
  tagId: number,
): AsyncGenerator<WrittenRecipient> {
  let line = 0
  let last = 0
  for (;;) {
    const rows = await listTagged(tx, { integrationId, tagId, after: last, limit: TAGGED_AT_ONCE })
    if (rows.length === 0 && last === 0)
      throw validationError({ tag: ['The tag field must be a tag that chats of this integration have.'] })
    for (const { address, name } of rows) {
      line += 1
      yield { line, phone: address, ...(name !== null && { name }), parameters: {} }
    }
    if (rows.length < TAGGED_AT_ONCE) return
    last = rows.at(-1)!.chat_id
  }
}

const TAGGED_AT_ONCE = 2_000

const listTagged = async (
  tx: Tx,
  { integrationId, tagId, after, limit }: Record<'integrationId' | 'tagId' | 'after' | 'limit', number>,
): Promise<{ chat_id: number; address: string; name: string | null }[]> => {
  const { rows } = await sql<{ chat_id: number; address: string; name: string | null }>`
    select t.chat_id, coalesce('+' || c.phone, c.user_id) as address, coalesce(c.own_name, c.name) as name
    from chat_tags t
    join chats on chats.integration_id = t.integration_id and chats.id = t.chat_id
    join contacts c on c.id = chats.contact_id
    where t.tag_id = ${tagId} and t.integration_id = ${integrationId} and t.chat_id > ${after}
      and coalesce(c.phone, c.user_id) is not null
    order by t.chat_id limit ${limit}`.execute(tx)
  return rows
}
