import type { Role } from '../../src/accounts/principal.ts'
import { createUser } from '../../src/accounts/users.ts'
import { createDatabase } from '../../src/database/database.ts'
import type { TestApp } from './app.ts'
import { type Call, createCaller } from './call.ts'

/** A user who sees these numbers only, logged in. */
export const createAgent = async (
  app: TestApp,
  email: string,
  integrationIds: number[],
  role: Role = 'agent',
): Promise<Call> => {
  const password = 'an agent of the desk'
  const database = createDatabase({ connectionString: app.connectionString, max: 1 })
  try {
    await createUser(database, { email, name: email, password, role, integrationIds }, 'test')
  } finally {
    await database.destroy()
  }
  const { body } = await app.call('POST', '/v1/login', { token: null, json: { email, password } })
  return createCaller(app.url, body.access_token)
}
