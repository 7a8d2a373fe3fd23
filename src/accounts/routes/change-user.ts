import { Type } from 'typebox'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { changeUser } from '../change-user.ts'
import type { AccountDependencies } from '../dependencies.ts'
import {
  EmailField,
  findUser,
  IntegrationIdsField,
  LanguageField,
  NameField,
  RoleField,
  UserItem,
  UserParams,
  userItem,
} from '../user-item.ts'

/** `PUT /v1/users/{id}`. */
export const changeUserRoute = (app: HttpApp, dependencies: AccountDependencies): void => {
  const { database, authenticator, onAppended } = dependencies
  app.route({
    method: 'PUT',
    url: '/users/:user_id',
    config: { access: 'administer' },
    schema: {
      operationId: 'changeUser',
      tags: ['Users'],
      summary: 'Change a user',
      description:
        'Changes the fields that are named; a role and integrations hold from the next request on. `disabled` true signs them out everywhere and ends their tokens, false lets them sign in again. The last administrator can be neither disabled nor given another role.',
      params: UserParams,
      body: Type.Object({
        email: Type.Optional(EmailField),
        name: Type.Optional(NameField),
        role: Type.Optional(RoleField),
        language: Type.Optional(LanguageField),
        integration_ids: Type.Optional(IntegrationIdsField),
        disabled: Type.Optional(Type.Boolean()),
      }),
      response: { 200: UserItem, ...errorResponses(400, 401, 404, 409, 413, 415, 422, 429, 503) },
    },
    handler: async ({ params, body, principal }) => {
      const { email, name, role, language, integration_ids: integrationIds, disabled: isDisabled } = body
      const id = Number(params.user_id)
      const tokenIds = await changeUser(
        dependencies,
        id,
        {
          ...(email !== undefined && { email: email.trim() }),
          ...(name !== undefined && { name: name.trim() }),
          ...(role !== undefined && { role }),
          ...(language !== undefined && { language }),
          ...(integrationIds && { integrationIds }),
          ...(isDisabled !== undefined && { isDisabled }),
        },
        principal.actor,
      )
      if (!tokenIds) throw notFound()
      authenticator.forget(tokenIds)
      onAppended()
      return userItem((await findUser(database, id))!)
    },
  })
}
