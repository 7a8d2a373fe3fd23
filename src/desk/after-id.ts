import { type RawBuilder, sql } from 'kysely'
import { type SortKey, wrongCursor } from '../http/pagination.ts'

/** Whether an id comes after the last one shown, in a list that has the highest first. Throws 422 for a wrong key. */
export const afterId = (id: RawBuilder<unknown>, after: SortKey | undefined): RawBuilder<unknown> => {
  if (after === undefined) return sql`true`
  if (after.length !== 1 || !/^\d{1,18}$/.test(String(after[0]))) throw wrongCursor()
  return sql`${id} < ${String(after[0])}::bigint`
}
