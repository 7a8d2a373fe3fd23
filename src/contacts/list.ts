import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { type ListWindow, type SortKey, wrongCursor } from '../http/pagination.ts'

type Tag = { id: number; name: string; color: string }

export type ListedContact = {
  id: number
  own_name: string | null
  name: string | null
  username: string | null
  phone: string | null
  user_id: string | null
  tags: Tag[]
  opted_out_at: Date | null
  first_seen_at: Date
  last_seen_at: Date | null
}

export type ContactDetails = {
  notes: string
  addresses: { address: string; since: Date | number; until: Date | number }[]
  chats: {
    integration_id: number
    chat_id: number
    state: string
    assignee: { id: number; name: string } | null
    last_message_at: string
    tags: Tag[]
  }[]
}

export type ContactFilter = {
  /** As PostgreSQL reads it (tsquery), of the words of names and numbers. */
  words?: string | undefined
  tag?: number | undefined
  /** Who has a chat with this number. */
  integrationId?: number | undefined
  isOptedOut?: boolean | undefined
}

/** Of which accounts, and of which of their numbers the chats are looked at. */
export type ContactScope = { wabaIds: readonly string[]; integrationIds: readonly number[] }

const chatsOf = (ids: readonly number[]) =>
  sql`select chats.* from chats where chats.contact_id = c.id and chats.integration_id = any(${[...ids]}::integer[])`

const tagsOf = (chats: RawBuilder<unknown>) => sql`array(
  select json_build_object('id', t.id, 'name', t.name, 'color', t.color) from tags t
  where t.id in (select ct.tag_id from (${chats}) own
    join chat_tags ct on ct.integration_id = own.integration_id and ct.chat_id = own.id)
  order by lower(t.name))`

const columns = (ids: readonly number[]) => sql`c.id, c.own_name, c.name, c.username, c.phone, c.user_id,
  c.created_at as first_seen_at, case when c.marketing = 'stop' then c.marketing_told_at end as opted_out_at,
  ${tagsOf(chatsOf(ids))} as tags, (select max(own.last_inbound_at) from (${chatsOf(ids)}) own) as last_seen_at`

/** The people of some accounts, the newest first. */
export const listContacts = (
  database: Database,
  { wabaIds, integrationIds }: ContactScope,
  filter: ContactFilter,
  { offset, limit, after }: ListWindow,
): Promise<ListedContact[]> =>
  database.transaction().execute(async (tx) => {
    // An index over words answers with a bitmap, which all other statements do better without.
    if (filter.words !== undefined) await sql`set local enable_bitmapscan = on`.execute(tx)
    const conditions = [
      sql`c.waba_id = given.waba_id`,
      ...conditionsOf(filter, integrationIds),
      ...(after ? [isBefore(after)] : []),
    ]
    const { rows } = await sql<ListedContact>`
      with ${wordsOf(filter)} page as materialized (
        select latest.* from unnest(${[...wabaIds]}::text[]) as given (waba_id)
        cross join lateral (
          select c.* from contacts c where ${sql.join(conditions, sql` and `)}
          order by c.id desc limit ${offset + limit}
        ) latest
        order by latest.id desc offset ${offset} limit ${limit}
      )
      select ${columns(integrationIds)} from page c order by c.id desc`.execute(tx)
    return rows
  })

const wordsOf = ({ words }: ContactFilter): RawBuilder<unknown> =>
  words === undefined
    ? sql``
    : sql`meant as materialized (select id from contacts where words @@ ${words}::tsquery),`

const conditionsOf = (
  { words, tag, integrationId, isOptedOut }: ContactFilter,
  integrationIds: readonly number[],
): RawBuilder<unknown>[] => [
  ...(words === undefined ? [] : [sql`c.id in (select id from meant)`]),
  ...(isOptedOut === undefined
    ? []
    : [isOptedOut ? sql`c.marketing = 'stop'` : sql`c.marketing is distinct from 'stop'`]),
  ...(integrationId === undefined ? [] : [sql`exists (${chatsOf([integrationId])})`]),
  ...(tag === undefined
    ? []
    : [
        sql`exists (select from (${chatsOf(integrationIds)}) own join chat_tags ct
          on ct.integration_id = own.integration_id and ct.chat_id = own.id and ct.tag_id = ${tag})`,
      ]),
]

/** A person with all that is known of them; undefined when there is nobody of these accounts. */
export const findContact = async (
  database: Database,
  { wabaIds, integrationIds }: ContactScope,
  id: number,
): Promise<(ListedContact & ContactDetails & { waba_id: string }) | undefined> => {
  const { rows } = await sql<ListedContact & ContactDetails & { waba_id: string }>`
    select ${columns(integrationIds)}, c.waba_id, c.notes,
      array(select json_build_object('integration_id', own.integration_id, 'chat_id', own.id,
          'state', case when own.active_until > now() then 'active' else 'archived' end,
          'last_message_at', own.last_message_at,
          'assignee', (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = own.assignee_id),
          'tags', ${tagsOf(sql`select own.integration_id, own.id`)})
        from (${chatsOf(integrationIds)}) own order by own.integration_id) as chats
    from contacts c where c.id = ${id} and c.waba_id = any(${[...wabaIds]}::text[])`.execute(database)
  const [contact] = rows
  return contact && { ...contact, addresses: await listAddresses(database, id) }
}

const listAddresses = (database: Database, contactId: number): Promise<ContactDetails['addresses']> =>
  database
    .selectFrom('contact_addresses')
    .select(['address', 'since', 'until'])
    .where('contact_id', '=', contactId)
    .orderBy('until')
    .orderBy('address')
    .execute()

/** By what the list is sorted. */
export const contactKey = ({ id }: ListedContact): SortKey => [id]

const isBefore = ([id]: SortKey): RawBuilder<unknown> => {
  if (!/^\d{1,9}$/.test(String(id))) throw wrongCursor()
  return sql`c.id < ${String(id)}::integer`
}
