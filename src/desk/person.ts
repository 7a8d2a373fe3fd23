import type { Principal } from '../accounts/principal.ts'
import type { Database } from '../database/database.ts'
import { PublicError, validationError } from '../error.ts'

/** The user who calls. Throws 403 for a key, which is nobody in the team. */
export const requirePerson = ({ userId }: Principal): number => {
  if (userId === undefined)
    throw new PublicError(
      403,
      'access_denied',
      'A key is nobody of the team: do this with the token of a user.',
    )
  return userId
}

/** Those of some users who are in the team and see a number. */
const listTeam = async (
  database: Database,
  integrationId: number,
  userIds: number[],
): Promise<{ id: number; name: string }[]> => {
  if (userIds.length === 0) return []
  return database
    .selectFrom('users')
    .select(['id', 'name'])
    .where('id', 'in', userIds)
    .where('disabled_at', 'is', null)
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('role', '=', 'administrator'),
        exists(
          selectFrom('user_integrations')
            .select('user_id')
            .whereRef('user_integrations.user_id', '=', 'users.id')
            .where('integration_id', '=', integrationId),
        ),
      ]),
    )
    .execute()
}

/** Throws 422 unless all of them are in the team and see the number. */
export const requireTeam = async (
  database: Database,
  integrationId: number,
  field: string,
  userIds: number[],
): Promise<void> => {
  const team = await listTeam(database, integrationId, userIds)
  if (team.length < new Set(userIds).size)
    throw validationError({ [field]: [`The ${field} field must name users who see this integration.`] })
}

export const findPerson = (
  database: Database,
  id: number,
): Promise<{ id: number; name: string } | undefined> =>
  database.selectFrom('users').select(['id', 'name']).where('id', '=', id).executeTakeFirst()
