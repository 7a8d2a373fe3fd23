import type { Database, Tx } from '../database/database.ts'
import { PublicError } from '../error.ts'
import { appendUsersChanged } from './append-users-changed.ts'
import { appendAudit } from './audit-log.ts'
import type { AccountDependencies } from './dependencies.ts'
import type { Language, Role } from './principal.ts'
import { listTokensOf, revokeTokensOf } from './tokens.ts'
import { emailTaken, isTaken, unknownIntegration } from './user-errors.ts'

export type UserChange = {
  email?: string
  name?: string
  role?: Role
  language?: Language
  integrationIds?: number[]
  isDisabled?: boolean
}

/**
 * Changes what is named of a user; disabling ends their sessions and tokens. Answers the tokens of which nothing may be
 * remembered; undefined when there is no such user. Throws 409 `conflict` where nobody would be left to administer, and
 * 422 for an e-mail of somebody else.
 */
export const changeUser = (
  { database, attendance }: Pick<AccountDependencies, 'database' | 'attendance'>,
  id: number,
  change: UserChange,
  actor: string,
): Promise<number[] | undefined> =>
  database
    .transaction()
    .execute(async (tx) => {
      // Before the user themselves, so that two administrators cannot take each other's role at once.
      const administrators = await lockAdministrators(tx)
      const user = await tx
        .selectFrom('users')
        .select(['id', 'disabled_at'])
        .where('id', '=', id)
        .forNoKeyUpdate()
        .executeTakeFirst()
      if (!user) return undefined
      const isLeaving = change.isDisabled || (change.role ?? 'administrator') !== 'administrator'
      if (isLeaving && administrators.length === 1 && administrators[0] === id) throw lastAdministrator()
      await store(tx, id, change, user.disabled_at)
      if (change.integrationIds) await giveIntegrations(tx, id, change.integrationIds)
      await appendAudit(tx, { actor, subject: `user:${id}`, ...describe(change, user.disabled_at !== null) })
      await appendUsersChanged(tx)
      if (change.isDisabled) await attendance.signedOut(tx, id)
      return change.isDisabled ? revokeTokensOf(tx, id) : listTokensOf(tx, id)
    })
    .catch((error: unknown) => {
      throw isTaken(error) ? emailTaken() : error
    })

/** Those that may sign in, so that none of them is disabled or demoted meanwhile. */
const lockAdministrators = async (tx: Tx): Promise<number[]> => {
  const rows = await tx
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'administrator')
    .where('disabled_at', 'is', null)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return rows.map(({ id }) => id)
}

const store = (tx: Tx, id: number, change: UserChange, disabledAt: Date | null) =>
  tx
    .updateTable('users')
    .set({
      ...(change.email !== undefined && { email: change.email }),
      ...(change.name !== undefined && { name: change.name }),
      ...(change.role !== undefined && { role: change.role }),
      ...(change.language !== undefined && { language: change.language }),
      ...(change.isDisabled !== undefined && {
        disabled_at: change.isDisabled ? (disabledAt ?? new Date()) : null,
      }),
      updated_at: new Date(),
    })
    .where('id', '=', id)
    .execute()

/** What of a deleted number they see again when it comes back is left as it is. Throws 422 for unknown numbers. */
const giveIntegrations = async (tx: Tx, userId: number, ids: number[]): Promise<void> => {
  await checkIntegrations(tx, ids)
  await tx
    .deleteFrom('user_integrations')
    .where('user_id', '=', userId)
    .where('integration_id', 'in', tx.selectFrom('integrations').select('id').where('deleted_at', 'is', null))
    .execute()
  if (ids.length > 0)
    await tx
      .insertInto('user_integrations')
      .values([...new Set(ids)].map((integration_id) => ({ user_id: userId, integration_id })))
      .execute()
}

/** Throws 422 that names the first number that does not exist. */
export const checkIntegrations = async (database: Database, ids: number[]): Promise<void> => {
  if (ids.length === 0) return
  const rows = await database
    .selectFrom('integrations')
    .select('id')
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute()
  const known = new Set(rows.map(({ id }) => id))
  const unknown = ids.findIndex((id) => !known.has(id))
  if (unknown >= 0) throw unknownIntegration(unknown)
}

const describe = ({ integrationIds, isDisabled, ...change }: UserChange, wasDisabled: boolean) => {
  const isSwitched = isDisabled !== undefined && isDisabled !== wasDisabled
  const details = { ...change, ...(integrationIds && { integration_ids: integrationIds }) }
  return {
    action: isSwitched ? (isDisabled ? 'user.disabled' : 'user.enabled') : 'user.changed',
    ...(Object.keys(details).length > 0 && { details }),
  }
}

const lastAdministrator = (): PublicError =>
  new PublicError(
    409,
    'conflict',
    'This is the last administrator: make somebody else one first, or nobody could manage users any more.',
  )
