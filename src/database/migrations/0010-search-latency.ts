import { type Kysely, sql } from 'kysely'

/** What was just written is looked through word by word until it is sorted into the index: no more than 32 pages of it. */
export const up = async (database: Kysely<unknown>): Promise<void> => {
  for (const index of ['search_entries_words', 'contacts_words'])
    await sql`alter index ${sql.ref(index)} set (gin_pending_list_limit = 256)`.execute(database)
}
