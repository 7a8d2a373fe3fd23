import { type Kysely, sql } from 'kysely'

/** Numbers that are connected, suspended and deleted by people, and what WhatsApp says of them. */
export const up = async (database: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(database)
}

const statements = [
  // One that was deleted keeps its row, without credentials: its messages stay readable, and the same number
  // gets the same id when it is connected again.
  `alter table integrations
    add verified_name text,
    add whatsapp_status text,
    add own_throughput integer check (own_throughput between 1 and 1000),
    add synced_at timestamptz,
    add deleted_at timestamptz,
    drop constraint integrations_suspended_by_check,
    add constraint integrations_suspended_by_check check (suspended_by in ('error', 'account', 'person'))`,
]
