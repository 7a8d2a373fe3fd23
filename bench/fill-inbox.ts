import type pg from 'pg'
import { startOf } from '../src/search/stretches.ts'
import { splitWords } from '../src/search/words.ts'
import { INTEGRATION_ID, type Installation } from './installation.ts'

const MESSAGES_PER_CHAT = 10
/** Chats of one statement: ten times as many messages are held in memory. */
const CHUNK = 20_000
/** Messages are numbered as time goes: the newest chat, which is made first, has the highest numbers. */
const NEWEST_NUMBER = 100_000_000

/** What stands in every message, in 900 and in 500 of the first thousand chats, and in one of 20,000 of all. */
export const WORDS = {
  every: 'Merhaba siparişim nerede kaldı',
  recent: 'teşekkürler',
  half: 'yarım',
  spread: 'değişim',
}

/**
 * Fills the database with chats from `from` up to `to`, each with a contact, their address and ten messages over the
 * last hundred days, which can all be searched: the newest chat first. A fiftieth of them is active, and nine of ten of the last day; a twentieth has the
 * tag 1.
 */
export const fillInbox = async (
  { pool, wabaId }: Installation,
  { from, to }: { from: number; to: number },
): Promise<void> => {
  const client = await pool.connect()
  try {
    await client.query(`set maintenance_work_mem = '1GB'`)
    await withoutIndexes(client, async () => {
      for (let first = from; first < to; first += CHUNK) {
        const last = Math.min(first + CHUNK, to) - 1
        await client.query(CONTACTS, [first, last, wabaId])
        await client.query(ADDRESSES, [first, last, wabaId])
        await client.query(CHATS, [first, last, INTEGRATION_ID])
        await client.query(TAGS, [first, last, INTEGRATION_ID])
        await client.query(MESSAGES, [first, last, INTEGRATION_ID, MESSAGES_PER_CHAT, JSON.stringify(WORDS)])
        await client.query(ENTRIES, [first, last, INTEGRATION_ID, MESSAGES_PER_CHAT, ...wordParameters()])
        if (to - from > CHUNK) process.stderr.write(`\r${last + 1} of ${to} chats`)
      }
    })
    if (to - from > CHUNK) process.stderr.write('\r')
    await client.query(
      'vacuum (analyze) contacts, contact_addresses, chats, chat_tags, messages, search_entries',
    )
  } finally {
    client.release(true)
  }
}

/** Indexes are made anew after the filling, which is many times quicker than row by row. */
const withoutIndexes = async (client: pg.PoolClient, fill: () => Promise<void>): Promise<void> => {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = any('{contacts,messages,search_entries}'::regclass[])
      and not exists (select from pg_constraint where conindid = i.indexrelid)`)
  for (const { name } of rows) await client.query(`drop index ${name}`)
  await fill()
  for (const { definition } of rows) await client.query(definition)
}

const wordParameters = (): unknown[] => [
  ...Object.values(WORDS).flatMap((text) => {
    const words = splitWords(text)
    return [words.map(({ folded }) => folded), words.map(({ turkish }) => turkish)]
  }),
  startOf(1),
]

/** Ids from a million up, so that they meet none that the program draws. */
const FIRST_ID = 1_000_000

const CONTACTS = `
  insert into contacts (id, waba_id, phone, name, search, phone_told_at)
  select ${FIRST_ID} + n, $3, '9053' || 20000000 + n, 'Müşteri ' || n, 'musteri ' || n || ' 9053' || 20000000 + n, now()
  from generate_series($1::integer, $2::integer) n`

const ADDRESSES = `
  insert into contact_addresses (waba_id, address, contact_id)
  select $3, '9053' || 20000000 + n, ${FIRST_ID} + n from generate_series($1::integer, $2::integer) n`

/** Of a million chats one is some eight seconds older than the next. */
const CHATS = `
  insert into chats (integration_id, id, contact_id, last_message_at, last_inbound_at, window_expires_at, is_active, unread)
  select $3, ${FIRST_ID} + n, ${FIRST_ID} + n, at, at,
    case when n % 50 = 0 then now() + interval '12 hours' when n % 10 = 9 then at else at + interval '24 hours' end,
    n % 50 = 0 or n % 10 <> 9 and at > now() - interval '24 hours', n % 3
  from generate_series($1::integer, $2::integer) n
  cross join lateral (select now() - n * interval '8 seconds' as at) last`

const TAGS = `
  insert into chat_tags (integration_id, chat_id, tag_id)
  select $3, ${FIRST_ID} + n, 1 from generate_series($1::integer, $2::integer) n where n % 20 = 0`

const NUMBER = `${NEWEST_NUMBER} - n * 10 - k`

const MESSAGES = `
  insert into messages (integration_id, id, number, direction, type, address, content, state, wamid, created_at)
  select $3, 'gBEG' || lpad(to_hex(n), 11, '0') || lpad(to_hex(k), 12, '0'), ${NUMBER},
    case k % 2 when 0 then 'inbound' else 'outbound' end, 'text', '9053' || 20000000 + n,
    json_build_object('body', $5::json ->> 'every' || ' ' || n ||
      case when k = 3 then ' kod' || n || 'z' else '' end ||
      case when k = 3 and n < 900 then ' ' || ($5::json ->> 'recent') else '' end ||
      case when k = 5 and n < 1000 and n % 2 = 0 then ' ' || ($5::json ->> 'half') else '' end ||
      case when (n * 10 + k) % 20000 = 7 then ' ' || ($5::json ->> 'spread') else '' end),
    case k % 2 when 0 then 'received' else 'read' end, 'wamid.' || n || '.' || k,
    now() - n * interval '8 seconds' - k * interval '3 minutes'
  from generate_series($1::integer, $2::integer) n
  cross join generate_series(0, $4::integer - 1) k`

const ENTRIES = `
  with given as (
    select search_words($5, $6) as every, search_words($7, $8) as recent, search_words($9, $10) as half,
      search_words($11, $12) as spread
  )
  insert into search_entries (number, integration_id, message_id, at, words)
  select ${NUMBER}, $3, 'gBEG' || lpad(to_hex(n), 11, '0') || lpad(to_hex(k), 12, '0'),
    now() - n * interval '8 seconds' - k * interval '3 minutes',
    given.every || array_to_tsvector(array[n::text, '#' || (${NUMBER}) / $13::integer]) ||
      case when k = 3 then array_to_tsvector(array['kod' || n || 'z']) else '' end ||
      case when k = 3 and n < 900 then given.recent else '' end ||
      case when k = 5 and n < 1000 and n % 2 = 0 then given.half else '' end ||
      case when (n * 10 + k) % 20000 = 7 then given.spread else '' end
  from given cross join generate_series($1::integer, $2::integer) n
  cross join generate_series(0, $4::integer - 1) k`
