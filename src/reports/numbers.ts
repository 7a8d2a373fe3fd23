import type { Principal } from '../accounts/principal.ts'
import type { IntegrationDirectory } from '../integrations/directory.ts'
import { selectScope } from '../integrations/scope.ts'

/** The numbers that a report is about: those of the caller, or the one that they ask for. Throws 422 for another one. */
export const selectNumbers = async (
  directory: IntegrationDirectory,
  principal: Principal,
  integrationId: number | undefined,
): Promise<number[]> => {
  const { reachable } = await selectScope(directory, principal, integrationId)
  return integrationId === undefined ? reachable.map(({ id }) => id) : [integrationId]
}
