import { type Kysely, sql } from 'kysely'

/** WhatsApp's limits, kept by all processes together. */
export const up = async (database: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(database)
}

const statements = [
  // How fast a number may send now; see dispatch/number-pace.ts. Who claims locks the row first.
  `create table number_pace (
    integration_id integer primary key,
    tokens double precision not null,
    share double precision not null default 1,
    filled_at timestamptz not null,
    paused_until timestamptz not null default '-infinity'
  ) with (fillfactor = 50)`,
  // When everything that was sent to a person will be paid off, at one message a period; see dispatch/pair-pace.ts.
  `create table pair_pace (
    integration_id integer not null,
    address text collate "C" not null,
    paid_at timestamptz not null,
    primary key (integration_id, address)
  ) with (fillfactor = 70)`,
  `create index pair_pace_paid on pair_pace (paid_at)`,
  // People whom an account wrote to first, outside of their window, in the last 24 hours, and how many they are;
  // see dispatch/messaging-limit.ts. Who claims locks the account's row first.
  `create table messaging_limits (
    waba_id text collate "C" primary key,
    used integer not null default 0
  ) with (fillfactor = 50)`,
  `create table reached_people (
    waba_id text collate "C" not null,
    address text collate "C" not null,
    reached_at timestamptz not null,
    primary key (waba_id, address)
  )`,
  `create index reached_people_oldest on reached_people (waba_id, reached_at)`,

  // What a message waits for that has no error: its person's pace, or the account's limit.
  `alter table message_queue add held_by text check (held_by in ('pair_rate', 'messaging_limit'))`,
]
