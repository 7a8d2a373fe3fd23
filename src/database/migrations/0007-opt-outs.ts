import { type Kysely, sql } from 'kysely'

/** Who wants no marketing messages, and who told it; the public API's limits, kept by all processes together. */
export const up = async (database: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(database)
}

const statements = [
  // What was told so far was told by WhatsApp. Several may tell something at one moment.
  `alter table contact_preferences
    add source text not null default 'whatsapp' check (source in ('text', 'button', 'whatsapp', 'api', 'user')),
    add message_id text collate "C" not null default '',
    add integration_id integer,
    add reason text,
    add actor text,
    drop constraint contact_preferences_pkey,
    add primary key (waba_id, address, told_at, user_id, source, message_id)`,
  `create index contacts_opted_out on contacts (waba_id, marketing_told_at, id) where marketing = 'stop'`,

  // As the library wants it (rate-limiter-flexible, PostgreSQL). Unlogged, since counting must not wait for a disk: a
  // crash of the database forgets a minute.
  `create unlogged table rate_limits (
    key varchar(255) collate "C" primary key,
    points integer not null default 0,
    expire bigint
  ) with (fillfactor = 50)`,
]
