import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Database } from '../database/database.ts'
import { IdParam } from '../http/id-param.ts'
import { type ListWindow, readIdCursor } from '../http/pagination.ts'
import { formatTimestamp } from '../http/timestamp.ts'
import { LANGUAGES, type Language, ROLES, type Role } from './principal.ts'

export const RoleField = Type.Enum([...ROLES], {
  description:
    'agent: read and write to customers; supervisor: also manage the work of others; administrator: everything, and every integration.',
})
export const LanguageField = Type.Enum([...LANGUAGES], { description: 'Of the inbox, and of mails.' })
export const NameField = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '\\S',
  'x-form': 'more than blanks',
  examples: ['Ayşe Demir'],
})
export const EmailField = Type.String({
  minLength: 1,
  maxLength: 320,
  pattern: '^\\s*[^\\s@]+@[^\\s@]+\\s*$',
  'x-form': 'an e-mail address',
  examples: ['ayse@example.com'],
})
/** For passwords that people choose. */
export const NewPasswordField = Type.String({
  minLength: 10,
  maxLength: 1_000,
  description: '10 characters or more.',
})
export const IntegrationIdsField = Type.Array(Type.Integer({ minimum: 1, maximum: 999_999_999 }), {
  maxItems: 10_000,
  description: 'The integrations that they see. An administrator sees all.',
  examples: [[11]],
})

export const UserParams = Type.Object({ user_id: IdParam })

export const UserItem = Type.Object({
  id: Type.Integer({ examples: [2] }),
  email: Type.String({ examples: ['ayse@example.com'] }),
  name: Type.String({ examples: ['Ayşe Demir'] }),
  role: Type.String({ description: 'administrator, supervisor or agent.', examples: ['agent'] }),
  language: Type.String({ description: 'en or tr.', examples: ['tr'] }),
  integration_ids: Type.Union([Type.Array(Type.Integer()), Type.Null()], {
    description: 'The integrations that they see; null: all.',
    examples: [[11]],
  }),
  two_factor: Type.Boolean({ description: 'Whether signing in takes a second factor.' }),
  disabled_at: Type.Union([Type.String(), Type.Null()], { description: 'Since when they may not sign in.' }),
  created_at: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
  last_seen_at: Type.Union([Type.String(), Type.Null()], { description: 'To the hour; null: never.' }),
})

export type StoredUser = {
  id: number
  email: string
  name: string
  role: Role
  language: Language
  integration_ids: number[]
  totp_confirmed_at: Date | null
  disabled_at: Date | null
  created_at: Date
  seen_at: Date | null
}

/** Those of deleted numbers come back with the number. */
const GIVEN = sql<number[]>`array(
  select ui.integration_id from user_integrations ui
  join integrations i on i.id = ui.integration_id and i.deleted_at is null
  where ui.user_id = users.id order by 1)`

const selectUsers = (database: Database) =>
  database
    .selectFrom('users')
    .select([
      'id',
      'email',
      'name',
      'role',
      'language',
      GIVEN.as('integration_ids'),
      'totp_confirmed_at',
      'disabled_at',
      'created_at',
      'seen_at',
    ])

export const findUser = (database: Database, id: number): Promise<StoredUser | undefined> =>
  selectUsers(database).where('id', '=', id).executeTakeFirst()

/** Disabled ones too, in the order in which they were made. */
export const listUserPage = (
  database: Database,
  { offset, limit, after }: ListWindow,
): Promise<StoredUser[]> =>
  selectUsers(database)
    .$if(after !== undefined, (query) => query.where('id', '>', readIdCursor(after!)))
    .orderBy('id')
    .offset(offset)
    .limit(limit)
    .execute()

export const userItem = (user: StoredUser): Static<typeof UserItem> => ({
  id: user.id,
  email: user.email,
  name: user.name,
  role: user.role,
  language: user.language,
  integration_ids: user.role === 'administrator' ? null : user.integration_ids,
  two_factor: user.totp_confirmed_at !== null,
  disabled_at: user.disabled_at && formatTimestamp(user.disabled_at),
  created_at: formatTimestamp(user.created_at),
  last_seen_at: user.seen_at && formatTimestamp(user.seen_at),
})
