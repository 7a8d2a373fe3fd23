import { Type } from 'typebox'
import { validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { changeOwn, isOwnPassword } from '../change-own.ts'
import type { AccountDependencies } from '../dependencies.ts'
import { wrongPassword } from '../user-errors.ts'
import { findUser, LanguageField, NameField, NewPasswordField, UserItem, userItem } from '../user-item.ts'

/** `PUT /v1/me`. */
export const changeMeRoute = (app: HttpApp, dependencies: AccountDependencies): void => {
  const { database, authenticator, throttle, onAppended } = dependencies
  app.route({
    method: 'PUT',
    url: '/me',
    config: { access: 'user' },
    schema: {
      operationId: 'changeMe',
      tags: ['My account'],
      summary: 'Change my account',
      description:
        'Changes the fields that are named. A new `password` asks for the present one too, and ends all your other sessions and tokens.',
      body: Type.Object({
        name: Type.Optional(NameField),
        language: Type.Optional(LanguageField),
        password: Type.Optional(NewPasswordField),
        current_password: Type.Optional(Type.String({ minLength: 1, maxLength: 1_000 })),
      }),
      response: { 200: UserItem, ...errorResponses(400, 401, 413, 415, 422, 429, 503) },
    },
    handler: async ({ body, principal }) => {
      const { current_password: current, name, language, password } = body
      const userId = principal.userId!
      if (password !== undefined) {
        if (current === undefined)
          throw validationError({ current_password: ['The current_password field is required.'] })
        if (!(await isOwnPassword(database, throttle, userId, current)))
          throw wrongPassword('current_password')
      }
      // Field by field: a body may hold others, and no one gives themselves a role.
      const own = {
        ...(name !== undefined && { name: name.trim() }),
        ...(language !== undefined && { language }),
        ...(password !== undefined && { password }),
      }
      authenticator.forget(await changeOwn(database, { userId, tokenId: principal.tokenId }, own))
      onAppended()
      return userItem((await findUser(database, userId))!)
    },
  })
}
