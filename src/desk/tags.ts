import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { appendAudit } from '../accounts/audit-log.ts'
import type { Database, Tx } from '../database/database.ts'
import { notFound, validationError } from '../error.ts'
import { appendEvents } from '../events/append.ts'
import { formatTimestamp } from '../http/timestamp.ts'

/** Those that a page can show on light and on dark. */
const COLORS = ['gray', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink'] as const

export const TagName = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S', examples: ['Refund'] })
export const TagColor = Type.Enum([...COLORS], { description: 'gray unless told.' })

export const TagItem = Type.Object({
  id: Type.Integer({ examples: [4] }),
  name: Type.String({ examples: ['Refund'] }),
  color: Type.String({ examples: ['red'] }),
  created_at: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
})

export type Tag = { id: number; name: string; color: string; created_at: Date }

export const tagItem = (tag: Tag): Static<typeof TagItem> => ({
  ...tag,
  created_at: formatTimestamp(tag.created_at),
})

export const listTags = (database: Database): Promise<Tag[]> =>
  database.selectFrom('tags').selectAll().orderBy(sql`lower(name)`).execute()

const tellTags = (tx: Tx): Promise<void> =>
  appendEvents(tx, [{ type: 'desk.updated', integrationId: null, data: { what: 'tags' } }])

/** Rejects with a unique violation when there is one of this name. */
export const insertTag = async (
  tx: Tx,
  { name, color }: { name: string; color?: string | undefined },
  actor: string,
): Promise<Tag> => {
  const tag = await tx
    .insertInto('tags')
    .values({ name: name.trim(), ...(color !== undefined && { color }) })
    .returningAll()
    .executeTakeFirstOrThrow()
  await appendAudit(tx, {
    actor,
    action: 'tag.created',
    subject: `tag:${tag.id}`,
    details: { name: tag.name },
  })
  await tellTags(tx)
  return tag
}

/** Rejects like `insertTag`. Throws 404. */
export const updateTag = async (
  tx: Tx,
  id: number,
  { name, color }: { name?: string | undefined; color?: string | undefined },
  actor: string,
): Promise<Tag> => {
  const tag = await tx
    .updateTable('tags')
    .set({ ...(name !== undefined && { name: name.trim() }), ...(color !== undefined && { color }), id })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  if (!tag) throw notFound()
  await appendAudit(tx, { actor, action: 'tag.changed', subject: `tag:${id}`, details: { name, color } })
  await tellTags(tx)
  return tag
}

/** Takes a tag away, from all chats too. Throws 404. */
export const deleteTag = async (tx: Tx, id: number, actor: string): Promise<void> => {
  const tag = await tx.deleteFrom('tags').where('id', '=', id).returning('name').executeTakeFirst()
  if (!tag) throw notFound()
  await appendAudit(tx, { actor, action: 'tag.deleted', subject: `tag:${id}`, details: { name: tag.name } })
  await tellTags(tx)
}

/** The tag that an id or a name means; one that no tag has is made. Throws 422 for an id that there is not. */
export const selectNamedTag = async (
  tx: Tx,
  { id, name }: { id?: number | undefined; name?: string | undefined },
  actor: string,
): Promise<Pick<Tag, 'id' | 'name'>> => {
  if ((id === undefined) === (name === undefined))
    throw validationError({ tag_id: ['The tag_id field is required, or name in its place.'] })
  if (id !== undefined) {
    const tag = await findTag(tx, id)
    if (!tag) throw validationError({ tag_id: ['The tag_id field must be the id of a tag.'] })
    return tag
  }
  const known = await findTagByName(tx, name!)
  if (known) return known
  // Somebody else may make it at this moment: then theirs is seen once they have.
  const { rows } = await sql<Pick<Tag, 'id' | 'name'>>`
    insert into tags (name) values (${name!.trim()}) on conflict (lower(name)) do nothing returning id, name`.execute(
    tx,
  )
  const made = rows[0]
  if (!made) return (await findTagByName(tx, name!))!
  await appendAudit(tx, {
    actor,
    action: 'tag.created',
    subject: `tag:${made.id}`,
    details: { name: made.name },
  })
  await tellTags(tx)
  return made
}

/** Kept from being deleted until the transaction ends. */
const findTag = (tx: Tx, id: number): Promise<Pick<Tag, 'id' | 'name'> | undefined> =>
  tx.selectFrom('tags').select(['id', 'name']).where('id', '=', id).forKeyShare().executeTakeFirst()

const findTagByName = (tx: Tx, name: string): Promise<Pick<Tag, 'id' | 'name'> | undefined> =>
  tx
    .selectFrom('tags')
    .select(['id', 'name'])
    .where(sql<string>`lower(name)`, '=', sql<string>`lower(${name.trim()})`)
    .forKeyShare()
    .executeTakeFirst()
