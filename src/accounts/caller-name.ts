import type { Database } from '../database/database.ts'
import type { Principal } from './principal.ts'

/** What the user behind a request is called, or the key. Null when it has just gone. */
export const findCallerName = async (
  database: Database,
  { userId, tokenId }: Principal,
): Promise<string | null> => {
  const found =
    userId === undefined
      ? await database.selectFrom('tokens').select('name').where('id', '=', tokenId).executeTakeFirst()
      : await database.selectFrom('users').select('name').where('id', '=', userId).executeTakeFirst()
  return found?.name ?? null
}
