import { randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { checkIntegrations } from '../change-user.ts'
import type { AccountDependencies } from '../dependencies.ts'
import { emailTaken, isTaken } from '../user-errors.ts'
import {
  EmailField,
  findUser,
  IntegrationIdsField,
  LanguageField,
  NameField,
  NewPasswordField,
  RoleField,
  UserItem,
  userItem,
} from '../user-item.ts'
import { createUser } from '../users.ts'

/** `POST /v1/users`. */
export const createUserRoute = (app: HttpApp, { database, onAppended }: AccountDependencies): void => {
  app.route({
    method: 'POST',
    url: '/users',
    config: { access: 'administer' },
    schema: {
      operationId: 'createUser',
      tags: ['Users'],
      summary: 'Create a user',
      description:
        'Without `password` they have none yet: make a link with `POST /v1/users/{user_id}/reset-link`, by which they set one.',
      body: Type.Object({
        email: EmailField,
        name: NameField,
        role: RoleField,
        language: Type.Optional(LanguageField),
        integration_ids: Type.Optional(IntegrationIdsField),
        password: Type.Optional(NewPasswordField),
      }),
      response: { 201: UserItem, ...errorResponses(400, 401, 413, 415, 422, 429, 503) },
    },
    handler: async ({ body, principal }, reply) => {
      const { email, name, role, language = 'en', integration_ids: integrationIds = [] } = body
      await checkIntegrations(database, integrationIds)
      // A password that nobody knows is none.
      const password = body.password ?? randomBytes(32).toString('base64url')
      const user = { email: email.trim(), name: name.trim(), role, language, integrationIds, password }
      const id = await createUser(database, user, principal.actor).catch((error: unknown) => {
        throw isTaken(error) ? emailTaken() : error
      })
      onAppended()
      return reply.code(201).send(userItem((await findUser(database, id))!))
    },
  })
}
