import type { Database } from '../database/database.ts'
import { appendUsersChanged } from './append-users-changed.ts'
import { appendAudit } from './audit-log.ts'
import { hashPassword } from './passwords.ts'
import type { Language, Role } from './principal.ts'
import { revokeTokensOf } from './tokens.ts'

export type NewUser = {
  email: string
  name: string
  password: string
  role: Role
  /** Of the inbox, and of mails to them; English when nothing is said. */
  language?: Language
  /** Numbers that they may see; an administrator sees all. */
  integrationIds?: number[]
}

/** Makes a user. Rejects with the database's unique violation when the e-mail is taken. */
export const createUser = async (database: Database, user: NewUser, actor: string): Promise<number> => {
  const passwordHash = await hashPassword(user.password)
  return database.transaction().execute(async (tx) => {
    const { id } = await tx
      .insertInto('users')
      .values({
        email: user.email,
        name: user.name,
        password_hash: passwordHash,
        role: user.role,
        language: user.language ?? 'en',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const integrationIds = user.integrationIds ?? []
    if (integrationIds.length > 0)
      await tx
        .insertInto('user_integrations')
        .values(integrationIds.map((integration_id) => ({ user_id: id, integration_id })))
        .execute()
    await appendAudit(tx, {
      actor,
      action: 'user.created',
      subject: `user:${id}`,
      details: { email: user.email, role: user.role, integration_ids: integrationIds },
    })
    await appendUsersChanged(tx)
    return id
  })
}

/** Sets a password and revokes the user's tokens. Answers false when nobody has this e-mail. */
export const resetPassword = async (
  database: Database,
  email: string,
  password: string,
  actor: string,
): Promise<boolean> => {
  const passwordHash = await hashPassword(password)
  return database.transaction().execute(async (tx) => {
    const user = await tx
      .updateTable('users')
      .set({ password_hash: passwordHash })
      .where((where) => where(where.fn('lower', ['email']), '=', email.toLowerCase()))
      .returning('id')
      .executeTakeFirst()
    if (!user) return false
    await revokeTokensOf(tx, user.id)
    await appendAudit(tx, { actor, action: 'user.password_reset', subject: `user:${user.id}` })
    return true
  })
}

export const findUserByEmail = (database: Database, email: string) =>
  database
    .selectFrom('users')
    .select(['id', 'password_hash', 'totp_confirmed_at'])
    .where((where) => where(where.fn('lower', ['email']), '=', email.toLowerCase()))
    .where('disabled_at', 'is', null)
    .executeTakeFirst()

export const findAdministratorEmail = async (database: Database): Promise<string | undefined> => {
  const user = await database
    .selectFrom('users')
    .select('email')
    .where('role', '=', 'administrator')
    .where('disabled_at', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return user?.email
}

export const listUsers = (database: Database) =>
  database.selectFrom('users').select(['id', 'email', 'name', 'role', 'disabled_at']).orderBy('id').execute()
