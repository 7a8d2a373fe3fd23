import type { Tx } from '../database/database.ts'
import { appendEvents } from '../events/append.ts'

/** Tells the team that its users have changed. */
export const appendUsersChanged = (tx: Tx): Promise<void> =>
  appendEvents(tx, [{ type: 'desk.updated', integrationId: null, data: { what: 'users' } }])
