import { type Kysely, sql } from 'kysely'

/** Templates that are made here: drafts, what was submitted and deleted, why Meta changed a status; statistics. */
export const up = async (database: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(database)
}

const statements = [
  // A translation that Meta has not seen has no id of Meta's. `draft` holds changes that were not submitted yet of
  // one that Meta knows, which goes on as it is meanwhile; the sample is the one of the newest text.
  `alter table template_translations
    alter meta_id drop not null,
    add draft json,
    add sample_integration_id integer,
    add sample_media_id text collate "C",
    add submitting_since timestamptz,
    add edited_at timestamptz not null default '-infinity',
    add status_changed_at timestamptz not null default now(),
    add status_explanation text`,
  `update template_translations set status_changed_at = updated_at`,
  `alter table templates add draft_category text`,
  // A list that was asked for before a deletion does not bring a template back.
  `create table template_deletions (
    waba_id text collate "C" not null,
    name text not null,
    language_code text not null,
    at timestamptz not null,
    primary key (waba_id, name, language_code)
  )`,

  `create index messages_template on messages (integration_id, template_id, created_at)
    where template_id is not null`,
  `create index messages_answers on messages (integration_id, reply_to_wamid)
    where direction = 'inbound' and type in ('button', 'interactive')`,
]
