import { type Kysely, sql } from 'kysely'

/** Who wants no marketing messages, and who told it. */
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
]
