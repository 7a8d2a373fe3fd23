import { type Static, Type } from 'typebox'
import type { Database } from '../database/database.ts'
import { formatTimestamp } from '../http/timestamp.ts'

export const ErasureItem = Type.Object({
  id: Type.Integer({ examples: [3] }),
  contact_id: Type.Integer({ examples: [7] }),
  status: Type.String({ description: 'running or done.', examples: ['running'] }),
  step: Type.String({
    description: 'What it is at: queue, raw_events, messages, done.',
    examples: ['messages'],
  }),
  deleted: Type.Record(Type.String(), Type.Integer(), {
    description: 'How many are gone so far, by what they were.',
    examples: [{ raw_events: 12, messages: 500 }],
  }),
  created_at: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
  finished_at: Type.Union([Type.String(), Type.Null()], { examples: [null] }),
})

/** Undefined when there is none. */
export const findErasure = async (
  database: Database,
  id: number,
): Promise<Static<typeof ErasureItem> | undefined> => {
  const row = await database.selectFrom('erasures').selectAll().where('id', '=', id).executeTakeFirst()
  return (
    row && {
      id: row.id,
      contact_id: row.contact_id,
      status: row.status,
      step: row.step,
      deleted: row.deleted,
      created_at: formatTimestamp(row.created_at),
      finished_at: row.finished_at && formatTimestamp(row.finished_at),
    }
  )
}
