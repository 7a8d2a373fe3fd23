import { appendAudit } from '../accounts/audit-log.ts'
import type { Tx } from '../database/database.ts'
import { insertEraseJob } from './job.ts'

/** Begins to erase somebody, and answers the erasure; the one that is under way when there is one. */
export const startErasure = async (
  tx: Tx,
  { contactId, actor }: { contactId: number; actor: string },
): Promise<number> => {
  const fresh = await tx
    .insertInto('erasures')
    .values({ contact_id: contactId, requested_by: actor, deleted: '{}' })
    .onConflict((found) => found.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (fresh) {
    await appendAudit(tx, { actor, action: 'contact.erased', subject: `contact:${contactId}` })
    await insertEraseJob(tx, fresh.id)
    return fresh.id
  }
  const known = await tx
    .selectFrom('erasures')
    .select('id')
    .where('contact_id', '=', contactId)
    .executeTakeFirstOrThrow()
  return known.id
}
