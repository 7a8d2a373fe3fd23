import { Type } from 'typebox'
import { notFound, PublicError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { originOf } from '../../http/origin.ts'
import { formatTimestamp } from '../../http/timestamp.ts'
import type { AccountDependencies } from '../dependencies.ts'
import { createPasswordReset, resetUrl } from '../password-resets.ts'
import { findUser, UserParams } from '../user-item.ts'

const VALID_MS = 24 * 3_600_000

/** `POST /v1/users/{id}/reset-link`: for an administrator to hand on. */
export const createResetLinkRoute = (app: HttpApp, { database, publicUrl }: AccountDependencies): void => {
  app.route({
    method: 'POST',
    url: '/users/:user_id/reset-link',
    config: { access: 'administer' },
    schema: {
      operationId: 'createResetLink',
      tags: ['Users'],
      summary: 'Create a link to set a password',
      description:
        'Whoever opens the link sets the password of this user, once, within 24 hours; their sessions and tokens end then. Give it to nobody else.',
      params: UserParams,
      response: {
        201: Type.Object({
          url: Type.String({
            examples: ['https://desk.example.com/reset#iybflVqHloQdz9QH4PIkX0q1Od68T9sDrKCtnuxW'],
          }),
          expires_at: Type.String({ examples: ['2024-06-01T06:33:30.000000Z'] }),
        }),
        ...errorResponses(400, 401, 404, 409, 413, 415, 429, 503),
      },
    },
    handler: async (request, reply) => {
      const userId = Number(request.params.user_id)
      const user = await findUser(database, userId)
      if (!user) throw notFound()
      if (user.disabled_at)
        throw new PublicError(409, 'conflict', 'This user is disabled. Enable them first.')
      const { actor } = request.principal
      const { token, expiresAt } = await createPasswordReset(database, { userId, actor, validMs: VALID_MS })
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ url: resetUrl(originOf(request, publicUrl), token), expires_at: formatTimestamp(expiresAt) })
    },
  })
}
