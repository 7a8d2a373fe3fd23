import { Type } from 'typebox'
import type { Database } from '../../database/database.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { Principal } from '../principal.ts'

const Me = Type.Object({
  type: Type.String({ description: 'user or key.', examples: ['user'] }),
  id: Type.Integer({ description: "The user's id, or the key's." }),
  name: Type.String({ examples: ['Administrator'] }),
  email: Type.Optional(Type.String({ examples: ['abc@example.com'] })),
  role: Type.Optional(
    Type.String({ description: 'administrator, supervisor or agent.', examples: ['administrator'] }),
  ),
  language: Type.Optional(Type.String({ description: 'en or tr.', examples: ['en'] })),
  two_factor: Type.Optional(Type.Boolean()),
  access: Type.Array(Type.String(), {
    description: 'read, send, manage, administer: what requests with this token may do.',
    examples: [['read', 'send', 'manage', 'administer']],
  }),
  integration_ids: Type.Union([Type.Array(Type.Integer()), Type.Null()], {
    description: 'The integrations that it reaches; null: all.',
  }),
})

/** `GET /v1/me`: who the token is. */
export const getMeRoute = (app: HttpApp, database: Database): void => {
  app.route({
    method: 'GET',
    url: '/me',
    config: { access: 'any' },
    schema: {
      operationId: 'getMe',
      tags: ['Login'],
      summary: 'Who am I',
      description: 'The user or key behind this request, and what it may do.',
      response: { 200: Me, ...errorResponses(401, 429, 503) },
    },
    handler: async ({ principal }) => ({
      ...(await describe(database, principal)),
      access: [...principal.access],
      integration_ids: principal.integrationIds === 'all' ? null : [...principal.integrationIds],
    }),
  })
}

const describe = async (database: Database, { userId, tokenId }: Principal) => {
  if (userId === undefined) {
    const key = await database
      .selectFrom('tokens')
      .select('name')
      .where('id', '=', tokenId)
      .executeTakeFirstOrThrow()
    return { type: 'key', id: tokenId, name: key.name ?? '' }
  }
  const { totp_confirmed_at, ...user } = await database
    .selectFrom('users')
    .select(['id', 'name', 'email', 'role', 'language', 'totp_confirmed_at'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow()
  return { type: 'user', ...user, two_factor: totp_confirmed_at !== null }
}
