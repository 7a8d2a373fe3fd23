import type { Principal } from '../accounts/principal.ts'
import { notFound } from '../error.ts'
import type { IntegrationDirectory } from '../integrations/directory.ts'
import { selectScope } from '../integrations/scope.ts'
import type { ContactDependencies } from './add-routes.ts'
import { type ContactScope, findContact } from './list.ts'

/** People belong to an account: whoever has one of its numbers sees them, and their chats with those numbers. */
export const contactScopeOf = async (
  directory: IntegrationDirectory,
  principal: Principal,
): Promise<ContactScope> => {
  const { reachable, wabaIds } = await selectScope(directory, principal, undefined)
  return { wabaIds, integrationIds: reachable.map(({ id }) => id) }
}

/** The person that a path names, as the caller sees them. Throws 404. */
export const selectContact = async (
  { database, directory }: Pick<ContactDependencies, 'database' | 'directory'>,
  principal: Principal,
  contactId: string,
) => {
  const contact = await findContact(database, await contactScopeOf(directory, principal), Number(contactId))
  if (!contact) throw notFound()
  return contact
}
