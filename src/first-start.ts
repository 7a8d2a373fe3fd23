import { drawPassword } from './accounts/passwords.ts'
import { createUser } from './accounts/users.ts'
import type { Config } from './config/config.ts'
import type { Database } from './database/database.ts'

export type FirstAdministrator = {
  email: string
  /** Undefined when the operator set it: they know it. */
  drawnPassword: string | undefined
}

/** Makes the administrator when there is no user yet. */
export const makeFirstAdministrator = async (
  database: Database,
  { adminEmail: email, secrets }: Config,
): Promise<FirstAdministrator | undefined> => {
  const user = await database.selectFrom('users').select('id').limit(1).executeTakeFirst()
  if (user) return undefined
  const drawnPassword = secrets.adminPassword === undefined ? drawPassword() : undefined
  const password = secrets.adminPassword ?? drawnPassword ?? ''
  try {
    await createUser(database, { email, name: 'Administrator', password, role: 'administrator' }, 'start')
  } catch (error) {
    // Another process on the same database was first.
    if ((error as { code?: string }).code === '23505') return undefined
    throw error
  }
  return { email, drawnPassword }
}
