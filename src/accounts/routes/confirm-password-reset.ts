import { Type } from 'typebox'
import { validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { AccountDependencies } from '../dependencies.ts'
import { usePasswordReset } from '../password-resets.ts'
import { NewPasswordField } from '../user-item.ts'

/** `POST /v1/password-resets/confirm`: sets the password by what the link holds. */
export const confirmPasswordResetRoute = (app: HttpApp, dependencies: AccountDependencies): void => {
  const { authenticator, onAppended } = dependencies
  app.route({
    method: 'POST',
    url: '/password-resets/confirm',
    config: { isPublic: true },
    schema: {
      operationId: 'confirmPasswordReset',
      tags: ['Login'],
      summary: 'Set a new password',
      description:
        'Sets the password of the user for whom a link was made. Their sessions and tokens end; two-factor authentication stays.',
      security: [],
      body: Type.Object({
        token: Type.String({
          minLength: 1,
          maxLength: 100,
          description: 'What stands behind the `#` of the link.',
          examples: ['iybflVqHloQdz9QH4PIkX0q1Od68T9sDrKCtnuxW'],
        }),
        password: NewPasswordField,
      }),
      response: { 204: Type.Null(), ...errorResponses(400, 413, 415, 422, 429, 503) },
    },
    handler: async ({ body: { token, password }, ip }, reply) => {
      const ended = await usePasswordReset(dependencies, token, password, ip)
      if (!ended)
        throw validationError({
          token: [
            'The token field is that of a link which was used, is too old or never was: get a new one.',
          ],
        })
      authenticator.forget(ended)
      onAppended()
      return reply.code(204).send(null)
    },
  })
}
