import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { assignChat } from '../desk/assign.ts'
import { listAvailable, lockTurns } from './available.ts'
import { createTurns } from './turns.ts'

/**
 * Gives the chats of somebody who has gone offline, and is locked, to those who are online and may see the number, least
 * busy first; where there is nobody, they wait for whoever comes (Desk360, "Agent status").
 */
export const handOn = async (tx: Tx, userId: number): Promise<void> => {
  await lockTurns(tx)
  const { rows: chats } = await sql<{ integration_id: number; id: number }>`
    select integration_id, id from chats where assignee_id = ${userId} order by integration_id, id`.execute(
    tx,
  )
  if (chats.length === 0) return
  const turns = createTurns(await listAvailable(tx))
  for (const { integration_id: integrationId, id: chatId } of chats) {
    const next = turns.next(integrationId, null)
    const outcome = await assignChat(tx, {
      integrationId,
      chatId,
      userId: next ?? null,
      actorId: null,
      isAutomatic: true,
      expected: [userId],
    })
    if (next !== undefined && outcome.kind === 'assigned') turns.take(next)
  }
}
