import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { listChatPlaces } from '../chats/list-messages.ts'
import type { Database } from '../database/database.ts'
import { placeKey } from '../messages/list.ts'
import { showMessages } from '../messages/show.ts'

/** Messages read at once: an export of a million holds no more of them in memory. */
const CHUNK = 500

/** A number of the account, also one that was deleted. */
type Number = { id: number; phoneNumber: string }

/** Rows of a table that belong to a person, as they are kept. */
type Section = { name: string; rows: (database: Database, contactId: number) => Promise<object[]> }

/** Of all chats of the person; `row` is what is told of each row. */
const ofChats =
  (table: string, row: string, order: string) =>
  async (database: Database, contactId: number): Promise<object[]> => {
    const { rows } = await sql<{ row: object }>`
      select ${sql.raw(row)} as row from ${sql.table(table)} t
      join chats on chats.integration_id = t.integration_id and chats.id = t.chat_id
      where chats.contact_id = ${contactId} order by ${sql.raw(order)}`.execute(database)
    return rows.map((one) => one.row)
  }

const SECTIONS: Section[] = [
  {
    name: 'chats',
    rows: async (database, id) => {
      const { rows } = await sql<{ row: object }>`
        select to_json(chats) as row from chats where contact_id = ${id} order by integration_id`.execute(
        database,
      )
      return rows.map(({ row }) => row)
    },
  },
  {
    name: 'tags',
    rows: ofChats(
      'chat_tags',
      `json_build_object('integration_id', t.integration_id, 'chat_id', t.chat_id,
        'name', (select name from tags where id = t.tag_id), 'tagged_at', t.tagged_at)`,
      't.tagged_at',
    ),
  },
  { name: 'notes', rows: ofChats('chat_notes', 'to_json(t)', 't.id') },
  { name: 'history', rows: ofChats('chat_history', 'to_json(t)', 't.id') },
  { name: 'assignments', rows: ofChats('chat_assignments', 'to_json(t)', 't.id') },
  {
    name: 'wishes',
    rows: async (database, id) => {
      const { rows } = await sql<{ row: object }>`
        select distinct on (p.told_at, p.source, p.message_id) to_json(p) as row from contact_addresses a
        join contact_preferences p on p.waba_id = a.waba_id and p.address = a.address
          and p.told_at >= a.since and p.told_at < a.until
        where a.contact_id = ${id} order by p.told_at, p.source, p.message_id`.execute(database)
      return rows.map(({ row }) => row)
    },
  },
  {
    name: 'bulk_sends',
    rows: async (database, id) => {
      const { rows } = await sql<{ row: object }>`
        select json_build_object('integration_id', r.integration_id, 'bulk_id', r.bulk_id, 'line', r.number,
          'phone', r.address, 'name', r.name, 'state', r.state, 'message_id', r.message_id, 'content', r.content) as row
        from contact_addresses a
        join integrations i on i.waba_id = a.waba_id
        join bulk_sends b on b.integration_id = i.id and b.created_at >= a.since and b.created_at < a.until
        join bulk_recipients r on r.integration_id = b.integration_id and r.bulk_id = b.id and r.address = a.address
        where a.contact_id = ${id} order by r.bulk_id, r.number`.execute(database)
      return rows.map(({ row }) => row)
    },
  },
  {
    name: 'files',
    rows: async (database, id) => {
      const { rows } = await sql<{ row: object }>`
        select json_build_object('integration_id', f.integration_id, 'media_id', f.id, 'direction', f.direction,
          'filename', f.filename, 'mime_type', f.mime_type, 'size_bytes', f.size_bytes, 'created_at', f.created_at) as row
        from contact_addresses a
        join integrations i on i.waba_id = a.waba_id
        join messages m on m.integration_id = i.id and m.address = a.address and m.media_id is not null
          and m.created_at >= a.since and m.created_at < a.until
        join media f on f.integration_id = m.integration_id and f.id = m.media_id
        where a.contact_id = ${id} order by f.created_at, f.id`.execute(database)
      return rows.map(({ row }) => row)
    },
  },
]

/** All that is kept of a person, as one JSON object, written as it is read. */
export const writeExport = (
  database: Database,
  profile: { id: number; waba_id: string },
  shown: object,
): Readable => Readable.from(partsOf(database, profile, shown))

async function* partsOf(
  database: Database,
  { id, waba_id }: { id: number; waba_id: string },
  shown: object,
): AsyncGenerator<string> {
  yield `{"contact":${JSON.stringify(shown)}`
  for (const { name, rows } of SECTIONS)
    yield `,${JSON.stringify(name)}:${JSON.stringify(await rows(database, id))}`
  yield ',"messages":['
  let isFirst = true
  for (const number of await listNumbers(database, waba_id))
    for await (const messages of messagesOf(database, number, id))
      for (const message of messages) {
        yield `${isFirst ? '' : ','}${JSON.stringify({ integration_id: number.id, ...message })}`
        isFirst = false
      }
  yield ']}'
}

const listNumbers = async (database: Database, wabaId: string): Promise<Number[]> => {
  const { rows } = await sql<Number>`
    select id, phone_number as "phoneNumber" from integrations where waba_id = ${wabaId} order by id`.execute(
    database,
  )
  return rows
}

async function* messagesOf(database: Database, number: Number, contactId: number) {
  const chat = { integrationId: number.id, contactId }
  for (let after: (string | number)[] | undefined; ; ) {
    const places = await listChatPlaces(database, chat, { offset: 0, limit: CHUNK, after, isByCursor: true })
    if (places.length === 0) return
    yield await showMessages(
      database,
      number,
      places.map(({ id }) => id),
    )
    after = placeKey(places.at(-1)!)
  }
}
