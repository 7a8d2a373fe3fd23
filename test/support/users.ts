import type { TestApp } from './app.ts'

export type TestUser = { id: number; email: string; password: string }

const PASSWORD = 'a user of the desk'
let drawn = 0

/** Makes a user by the API, with an e-mail that nobody has. */
export const createUser = async (
  app: Pick<TestApp, 'call'>,
  fields: { role?: string; integration_ids?: number[]; language?: string } = {},
): Promise<TestUser> => {
  const email = `user-${++drawn}@example.com`
  const json = { email, name: `User ${drawn}`, role: 'agent', password: PASSWORD, ...fields }
  const { status, body, text } = await app.call('POST', '/v1/users', { json })
  if (status !== 201) throw new Error(`Making a user was answered ${status}: ${text}`)
  return { id: body.id, email, password: PASSWORD }
}
