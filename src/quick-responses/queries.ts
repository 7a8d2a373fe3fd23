import type { Selectable } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import { conflict, validationError } from '../error.ts'
import { appendEvents } from '../events/append.ts'

export type QuickResponse = Selectable<Schema['quick_responses']>

export type NewQuickResponse = { shortcut: string; title: string; body: string }
export type QuickResponseChange = { [Field in keyof NewQuickResponse]?: string | undefined }

/** So many that a list of all of them is still one answer. */
const MOST = 500

export const listQuickResponses = (database: Database): Promise<QuickResponse[]> =>
  database.selectFrom('quick_responses').selectAll().orderBy('shortcut').limit(MOST).execute()

export const findQuickResponse = (database: Database, id: number): Promise<QuickResponse | undefined> =>
  database.selectFrom('quick_responses').selectAll().where('id', '=', id).executeTakeFirst()

/** Throws 422 for a shortcut that is taken, 409 when there are as many as there may be. */
export const insertQuickResponse = (database: Database, response: NewQuickResponse): Promise<QuickResponse> =>
  inDesk(database, async (tx) => {
    const { count } = await tx
      .selectFrom('quick_responses')
      .select((query) => query.fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow()
    if (Number(count) >= MOST) throw conflict(`There are ${MOST} quick responses, which is the most.`)
    return tx.insertInto('quick_responses').values(response).returningAll().executeTakeFirstOrThrow()
  })

/** Throws 422 for a shortcut that another one has. Undefined when there is none with this id. */
export const updateQuickResponse = (
  database: Database,
  id: number,
  change: QuickResponseChange,
): Promise<QuickResponse | undefined> =>
  inDesk(database, (tx) =>
    tx
      .updateTable('quick_responses')
      .set({ ...change, updated_at: new Date() })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst(),
  )

/** Answers whether there was one. */
export const deleteQuickResponse = async (database: Database, id: number): Promise<boolean> => {
  const deleted = await inDesk(database, (tx) =>
    tx.deleteFrom('quick_responses').where('id', '=', id).returning('id').executeTakeFirst(),
  )
  return deleted !== undefined
}

/** A change with its event; one that has found nothing to change tells nothing. */
const inDesk = <T>(database: Database, change: (tx: Tx) => Promise<T>): Promise<T> =>
  database
    .transaction()
    .execute(async (tx) => {
      const changed = await change(tx)
      if (changed !== undefined)
        await appendEvents(tx, [
          { type: 'desk.updated', integrationId: null, data: { what: 'quick_responses' } },
        ])
      return changed
    })
    .catch((error: unknown) => {
      if ((error as { code?: string }).code !== UNIQUE) throw error
      throw validationError({ shortcut: ['The shortcut field names one that another quick response has.'] })
    })

/** PostgreSQL's unique_violation. */
const UNIQUE = '23505'
