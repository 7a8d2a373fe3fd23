import { canReach, type Principal } from '../accounts/principal.ts'
import { validationError } from '../error.ts'
import type { Integration, IntegrationDirectory } from './directory.ts'

/** Where a caller's request holds: their numbers, and the accounts that these belong to. */
export type Scope = { reachable: Integration[]; wabaIds: string[] }

/**
 * The caller's numbers with their accounts, or the account of the one that is named. An opt-out is told to a business,
 * not to one of its numbers: it holds for the account. Throws 422 for a number that the caller was not given.
 */
export const selectScope = async (
  directory: IntegrationDirectory,
  principal: Principal,
  integrationId: number | undefined,
): Promise<Scope> => {
  const reachable = (await directory.list()).filter(({ id }) => canReach(principal, id))
  const meant = integrationId === undefined ? reachable : reachable.filter(({ id }) => id === integrationId)
  if (integrationId !== undefined && meant.length === 0)
    throw validationError({
      integration_id: ['The integration_id field must be the id of one of your integrations.'],
    })
  return { reachable, wabaIds: [...new Set(meant.map(({ wabaId }) => wabaId))] }
}
