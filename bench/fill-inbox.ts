import { INTEGRATION_ID, type Installation } from './installation.ts'

const MESSAGES_PER_CHAT = 10
/** Chats of one statement: ten times as many messages are held in memory. */
const CHUNK = 20_000

/**
 * Fills the database with chats from `from` up to `to`, each with a contact, their address and ten messages over the
 * last hundred days: the newest chat first. A fiftieth of them is active. Texts have words that stand in every message,
 * in one of a thousand, and in one chat alone.
 */
export const fillInbox = async (
  { pool, wabaId }: Installation,
  { from, to }: { from: number; to: number },
): Promise<void> => {
  for (let first = from; first < to; first += CHUNK) {
    const last = Math.min(first + CHUNK, to) - 1
    await pool.query(CONTACTS, [first, last, wabaId])
    await pool.query(ADDRESSES, [first, last, wabaId])
    await pool.query(CHATS, [first, last, INTEGRATION_ID])
    await pool.query(MESSAGES, [first, last, INTEGRATION_ID, MESSAGES_PER_CHAT])
  }
  await pool.query('vacuum (analyze) contacts, contact_addresses, chats, messages')
}

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
    case when n % 50 = 0 then now() + interval '12 hours' else at + interval '24 hours' end,
    n % 50 = 0 or at > now() - interval '24 hours', n % 3
  from generate_series($1::integer, $2::integer) n
  cross join lateral (select now() - n * interval '8 seconds' as at) last`

const MESSAGES = `
  insert into messages (integration_id, id, direction, type, address, content, state, wamid, created_at)
  select $3, 'gBEG' || lpad(to_hex(n), 11, '0') || lpad(to_hex(k), 12, '0'), case k % 2 when 0 then 'inbound' else 'outbound' end,
    'text', '9053' || 20000000 + n,
    json_build_object('body', 'Merhaba siparişim ' || n || ' nerede kaldı' ||
      case when (n * 10 + k) % 20000 = 7 then ' değişim' else '' end ||
      case when k = 3 then ' kod' || n else '' end),
    case k % 2 when 0 then 'received' else 'read' end, 'wamid.' || n || '.' || k,
    now() - n * interval '8 seconds' - k * interval '3 minutes'
  from generate_series($1::integer, $2::integer) n
  cross join generate_series(0, $4::integer - 1) k`
