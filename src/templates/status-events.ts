import type { Tx } from '../database/database.ts'
import { appendEvents } from '../events/append.ts'

/** A translation that has a new status, or new text under the one that it has. */
export type StatusChange = { templateId: number; language: string; status: string }

/** Tells all numbers of the account, which share its templates. */
export const appendStatusEvents = async (tx: Tx, wabaId: string, changes: StatusChange[]): Promise<void> => {
  if (changes.length === 0) return
  const numbers = await tx
    .selectFrom('integrations')
    .select('id')
    .where('waba_id', '=', wabaId)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
  const events = numbers.flatMap(({ id: integrationId }) =>
    changes.map(({ templateId, language, status }) => ({
      type: 'template.status' as const,
      integrationId,
      data: { template_id: templateId, language, status },
    })),
  )
  await appendEvents(tx, events)
}
