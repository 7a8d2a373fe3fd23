import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Database } from '../database/database.ts'
import { formatTimestamp } from '../http/timestamp.ts'
import { formatAddress } from '../messages/phone.ts'
import type { Found } from './find.ts'
import { readableText } from './message-text.ts'
import type { Query } from './query.ts'
import { snippetOf } from './snippet.ts'

export const HitItem = Type.Object({
  kind: Type.String({
    description: 'message, note, or contact: of a name or a number.',
    examples: ['message'],
  }),
  integration_id: Type.Integer({ examples: [11] }),
  chat_id: Type.Integer({ examples: [7] }),
  message_id: Type.Union([Type.String(), Type.Null()], {
    description: 'Of a message; its place in the chat is read with `around`.',
    examples: ['gBEGkFBXUQRnAgnoOJ1ESPKBwME'],
  }),
  note_id: Type.Union([Type.Integer(), Type.Null()], { description: 'Of a note.', examples: [null] }),
  at: Type.String({
    description: 'When it was written; of a contact, when the last message of the chat was.',
    examples: ['2024-05-31T06:33:30.000000Z'],
  }),
  snippet: Type.Object({
    text: Type.String({ examples: ['Siparişim ne zaman gelir?'] }),
    marks: Type.Array(Type.Array(Type.Integer(), { minItems: 2, maxItems: 2 }), {
      description: 'From where to where the words stand that were found, in UTF-16 units of the text.',
      examples: [[[0, 9]]],
    }),
  }),
  contact: Type.Object({
    id: Type.Integer({ examples: [7] }),
    name: Type.Union([Type.String(), Type.Null()], { examples: ['Ahmet Kara'] }),
    phone: Type.Union([Type.String(), Type.Null()], { examples: ['+905555555555'] }),
  }),
})

export type HitItem = Static<typeof HitItem>

/** What is shown of things that were found, in their order. Those without a chat (yet) are left out. */
export const showHits = async (
  database: Database,
  found: readonly Found[],
  query: Query,
): Promise<HitItem[]> => {
  const rows = await listDetails(database, found)
  return rows.map((row): HitItem => {
    const name = row.name
    const phone = row.phone === null ? null : formatAddress(row.phone)
    const { text, marks } = snippetOf(textOf(row, [name, phone]), query)
    return {
      kind: row.kind,
      integration_id: row.integration_id,
      chat_id: row.chat_id,
      message_id: row.message_id,
      note_id: row.note_id,
      at: formatTimestamp(row.at),
      snippet: { text, marks },
      contact: { id: row.contact_id, name, phone },
    }
  })
}

const textOf = ({ kind, type, content, components, body }: Details, person: (string | null)[]): string => {
  if (kind === 'note') return body ?? ''
  if (kind === 'message') return readableText(type!, content, components)
  return person.filter((part) => part !== null).join(' ')
}

type Details = {
  kind: Found['kind']
  integration_id: number
  chat_id: number
  message_id: string | null
  note_id: number | null
  at: Date
  contact_id: number
  name: string | null
  phone: string | null
  type: string | null
  content: unknown
  components: unknown
  body: string | null
}

/** A change of a message leads to the message that it changed. */
const listDetails = async (database: Database, found: readonly Found[]): Promise<Details[]> => {
  const keys = found.map(({ kind, integrationId, messageId, noteId, chatId, at }, n) => ({
    n,
    k: kind,
    i: integrationId,
    m: messageId,
    o: noteId,
    c: chatId,
    at,
  }))
  const { rows } = await sql<Details>`
    select key.k as kind, key.i as integration_id, coalesce(own.id, named.id) as chat_id, key.o as note_id,
      coalesce(changed.id, key.m) as message_id,
      'epoch'::timestamptz + key.at * interval '1 microsecond' as at,
      c.id as contact_id, coalesce(c.own_name, c.name, c.username) as name, c.phone,
      m.type, m.content, t.components, note.body
    from json_to_recordset(${JSON.stringify(keys)}::json)
      as key (n integer, k text, i integer, m text, o integer, c integer, at bigint)
    left join messages m on m.integration_id = key.i and m.id = key.m
    left join template_translations t on t.template_id = m.template_id
      and t.language_code = m.content->'language'->>'code'
    left join messages changed on m.type = 'edit' and changed.integration_id = m.integration_id
      and changed.wamid = m.reply_to_wamid
    left join chat_notes note on note.integration_id = key.i and note.id = key.o
    left join integrations i on i.id = key.i
    left join contact_addresses a on m.id is not null and a.waba_id = i.waba_id and a.address = m.address
      and a.since <= m.created_at and a.until > m.created_at
    left join chats own on own.integration_id = key.i and own.contact_id = a.contact_id
    left join chats named on m.id is null and named.integration_id = key.i
      and named.id = coalesce(note.chat_id, key.c)
    join contacts c on c.id = coalesce(own.contact_id, named.contact_id)
    order by key.n`.execute(database)
  return rows
}
