import { parseArgs } from 'node:util'
import { drawPassword } from '../accounts/passwords.ts'
import { ROLES } from '../accounts/principal.ts'
import { removeTwoFactor } from '../accounts/two-factor/remove.ts'
import { createUser, findUserByEmail, listUsers, type NewUser, resetPassword } from '../accounts/users.ts'
import type { Config } from '../config/config.ts'
import { StartError } from '../error.ts'
import { withDatabase } from './with-database.ts'

const ACTOR = 'command line'

/** `masa user list | add | reset-password | remove-two-factor`. Passwords are drawn, and printed once. */
export const userCommand = async (config: Config, [action, ...words]: string[]): Promise<void> => {
  switch (action) {
    case 'list':
      return list(config)
    case 'add':
      return add(config, words)
    case 'reset-password':
      return reset(config, words[0])
    case 'remove-two-factor':
      return removeSecondFactor(config, words[0])
    default:
      throw new StartError(
        'Say what to do: user list, user add EMAIL, user reset-password EMAIL, or user remove-two-factor EMAIL.',
      )
  }
}

const list = (config: Config): Promise<void> =>
  withDatabase(config, async (database) => {
    for (const { id, email, name, role, disabled_at } of await listUsers(database))
      process.stdout.write(`${id}\t${email}\t${role}\t${name}${disabled_at ? '\tdisabled' : ''}\n`)
  })

const add = async (config: Config, words: string[]): Promise<void> => {
  const user = { ...readUser(words), password: drawPassword() }
  await withDatabase(config, async (database) => {
    try {
      await createUser(database, user, ACTOR)
    } catch (error) {
      const { code } = error as { code?: string }
      if (code === '23505') throw new StartError(`There is a user with the e-mail ${user.email} already.`)
      if (code === '23503')
        throw new StartError('One of these integrations does not exist. See: integration list')
      throw error
    }
    process.stdout.write(`${user.email} (${user.role})\nPassword: ${user.password}\n`)
  })
}

const readUser = (words: string[]): Omit<NewUser, 'password'> => {
  const { positionals, values } = readWords(words)
  const [email, ...rest] = positionals
  if (!email || rest.length > 0 || !/^[^\s@]+@[^\s@]+$/.test(email))
    throw new StartError('Name one e-mail address: user add EMAIL')
  const role = ROLES.find((one) => one === (values.role ?? 'agent'))
  if (!role) throw new StartError(`The role must be one of: ${ROLES.join(', ')}.`)
  const integrationIds = (values.integrations ?? '').split(',').filter(Boolean).map(Number)
  if (!integrationIds.every(Number.isSafeInteger))
    throw new StartError('--integrations takes ids with commas between: 11,22')
  if (role !== 'administrator' && integrationIds.length === 0)
    throw new StartError(
      `Name the numbers that this ${role} sees: --integrations 11,22. See: integration list`,
    )
  return { email, role, name: values.name ?? email, integrationIds }
}

const readWords = (words: string[]) => {
  try {
    return parseArgs({
      args: words,
      allowPositionals: true,
      options: { name: { type: 'string' }, role: { type: 'string' }, integrations: { type: 'string' } },
    })
  } catch (error) {
    throw new StartError((error as Error).message)
  }
}

/** For the last administrator, whom nobody else can help. */
const removeSecondFactor = async (config: Config, email: string | undefined): Promise<void> => {
  if (!email) throw new StartError('Name the e-mail address: user remove-two-factor EMAIL')
  await withDatabase(config, async (database) => {
    const user = await findUserByEmail(database, email)
    if (!user) throw new StartError(`Nobody has the e-mail ${email}. See: user list`)
    if (!(await removeTwoFactor(database, user.id, ACTOR)))
      throw new StartError(`${email} has no two-factor authentication.`)
    process.stdout.write(`${email} signs in with the password alone now.\n`)
  })
}

const reset = async (config: Config, email: string | undefined): Promise<void> => {
  if (!email) throw new StartError('Name the e-mail address: user reset-password EMAIL')
  const password = drawPassword()
  await withDatabase(config, async (database) => {
    if (!(await resetPassword(database, email, password, ACTOR)))
      throw new StartError(`Nobody has the e-mail ${email}. See: user list`)
    process.stdout.write(`${email}\nPassword: ${password}\nTheir tokens were revoked.\n`)
  })
}
