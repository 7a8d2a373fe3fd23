import { sql } from 'kysely'

/** Somebody of the team. */
export type Person = { id: number; name: string }

export type ListedChat = {
  integration_id: number
  id: number
  contact_id: number
  phone: string | null
  name: string | null
  username: string | null
  user_id: string | null
  is_active: boolean
  active_until: Date | null
  window_expires_at: Date | null
  last_message_at: Date
  /** The same in microseconds, as exact as the database keeps it. */
  at: string
  unread: number
  /** Since when the person wants no marketing messages. */
  opted_out_at: Date | null
  priority: number
  assignee: Person | null
  tags: { id: number; name: string; color: string }[]
  closed_at: Date | null
  closed_by: Person | null
  reason: { id: number; name: string } | null
  last_message: {
    id: string
    type: string
    direction: 'inbound' | 'outbound'
    state: string
    content: Record<string, unknown>
  } | null
}

const personOf = (column: string) =>
  sql`(select json_build_object('id', u.id, 'name', u.name) from users u where u.id = ${sql.ref(column)})`

/** What is shown of `chats`. What it was closed with is over when it is active. */
export const COLUMNS = sql`chats.integration_id, chats.id, chats.contact_id, c.phone, coalesce(c.own_name, c.name) as name, c.username, c.user_id,
  state.is_active, chats.active_until, chats.window_expires_at, chats.last_message_at,
  (extract(epoch from chats.last_message_at) * 1000000)::bigint as at,
  case when c.marketing = 'stop' then c.marketing_told_at end as opted_out_at,
  chats.priority, ${personOf('chats.assignee_id')} as assignee,
  case when not state.is_active then chats.closed_at end as closed_at,
  case when not state.is_active then ${personOf('chats.closed_by')} end as closed_by,
  case when not state.is_active then (select json_build_object('id', r.id, 'name', r.name)
    from closing_reasons r where r.id = chats.reason_id) end as reason,
  array(select json_build_object('id', t.id, 'name', t.name, 'color', t.color)
    from chat_tags ct join tags t on t.id = ct.tag_id
    where ct.integration_id = chats.integration_id and ct.chat_id = chats.id order by lower(t.name)) as tags,
  last_message.*`

/** The person, and the last message that says something by itself: of each of their addresses, by index. */
export const DETAILS = sql`
  join contacts c on c.id = chats.contact_id
  cross join lateral (select coalesce(chats.active_until > now(), false) as is_active) state
  left join lateral (
    select json_build_object('id', m.id, 'type', m.type, 'direction', m.direction, 'content', m.content,
      'state', case when m.state = 'queued' and exists (
        select from message_queue q where q.integration_id = m.integration_id and q.address = m.address
          and q.message_id = m.id and q.state = 'sending') then 'sending' else m.state end) as last_message
    from contact_addresses a
    cross join lateral (
      select m.* from messages m
      where m.integration_id = chats.integration_id and m.address = a.address
        and m.created_at >= a.since and m.created_at < a.until and m.type not in ('reaction', 'edit', 'revoke')
      order by m.created_at desc, m.number desc limit 1
    ) m
    where a.contact_id = chats.contact_id order by m.created_at desc, m.number desc limit 1
  ) last_message on true`
