import { type Kysely, sql } from 'kysely'

/** Bulk sends: each recipient frozen when the send is planned, and fed into the queue as the number's pace takes them. */
export const up = async (database: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(database)
}

const statements = [
  `alter table bulk_sends
    add name text,
    add template_name text,
    add status text not null default 'running'
      check (status in ('planned', 'running', 'paused', 'stopped', 'done')),
    add paused_by text check (paused_by in ('user', 'number', 'template', 'attachment')),
    add paused_reason text,
    add media_id text collate "C",
    add start_at timestamptz,
    add expires_at timestamptz,
    add started_at timestamptz,
    add finished_at timestamptz,
    add fed_at timestamptz,
    add is_changed boolean not null default false,
    add told_at timestamptz not null default '-infinity'`,
  `create index bulk_sends_open on bulk_sends (integration_id, id) where status in ('planned', 'running', 'paused')`,
  `create index bulk_sends_changed on bulk_sends (integration_id, id) where is_changed`,

  // One row a planned recipient; number is the line. Where one stands is told by the message, once there is one
  // under message_id: waiting have none yet, held have one that was taken back from the queue. No foreign key: its
  // check would cost as much for each row as the row itself.
  `create table bulk_recipients (
    integration_id integer not null,
    bulk_id integer not null,
    number integer not null,
    address text collate "C" not null,
    name text,
    message_id text collate "C",
    content json,
    state text not null check (state in ('waiting', 'held', 'fed', 'opted_out')),
    attempts smallint not null default 1,
    primary key (integration_id, bulk_id, number)
  )`,
  `create index bulk_recipients_waiting on bulk_recipients (integration_id, bulk_id, number)
    where state in ('waiting', 'held')`,
  `create index bulk_recipients_retried on bulk_recipients (integration_id, bulk_id, number) where attempts > 1`,
  // Rows that were not planned, the first of them.
  `create table bulk_rejections (
    integration_id integer not null,
    bulk_id integer not null,
    line integer not null,
    phone text not null,
    reason text not null,
    primary key (integration_id, bulk_id, line)
  )`,

  // The recipient that a message is to.
  `alter table messages add bulk_number integer`,
  `drop index messages_bulk`,
  `create index messages_bulk on messages (integration_id, bulk_id, bulk_number) where bulk_id is not null`,
  `create index messages_taps on messages (integration_id, reply_to_wamid)
    where direction = 'inbound' and type = 'button'`,

  // Bulk sends of before had all their messages in the queue from the start.
  `with placed as (
    update messages m set bulk_number = row.number
    from (
      select integration_id, id, row_number() over (partition by integration_id, bulk_id order by number) as number
      from messages where bulk_id is not null
    ) row
    where m.integration_id = row.integration_id and m.id = row.id
    returning m.*
  )
  insert into bulk_recipients (integration_id, bulk_id, number, address, message_id, content, state)
  select integration_id, bulk_id, bulk_number, address, id, content, 'fed' from placed`,
  `update bulk_sends b
    set is_changed = true, started_at = created_at, template_name = (select name from templates where id = template_id)`,
]
