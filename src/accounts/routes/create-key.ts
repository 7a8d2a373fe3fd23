import { Type } from 'typebox'
import type { Database } from '../../database/database.ts'
import { validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { readTime } from '../../http/read-time.ts'
import { IntegrationParams } from '../../integrations/guard.ts'
import { KeyItem, keyItem } from '../key-item.ts'
import { createKey } from '../keys.ts'
import { SCOPES } from '../principal.ts'

/** `POST /v1/integrations/{id}/keys`: a token for a program, which reaches this number only. */
export const createKeyRoute = (app: HttpApp, database: Database): void => {
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/keys',
    config: { access: 'administer' },
    schema: {
      operationId: 'createKey',
      tags: ['API keys'],
      summary: 'Create an API key',
      description:
        'A token for a program, in place of a login. It reaches this integration only. `key` is shown this once.',
      params: IntegrationParams,
      body: Type.Object({
        name: Type.String({
          minLength: 1,
          maxLength: 100,
          pattern: '\\S',
          'x-form': 'more than blanks',
          examples: ['Web shop'],
        }),
        scopes: Type.Optional(
          Type.Array(Type.Unsafe<(typeof SCOPES)[number]>({ type: 'string', enum: [...SCOPES] }), {
            minItems: 1,
            maxItems: SCOPES.length,
            description:
              '`read`: look at messages, chats, templates and events. `send`: write to customers. `manage`: make, change, delete and replay webhooks; testing one and rotating its secret is for administrators. By default `read` and `send`.',
            examples: [['read', 'send']],
          }),
        ),
        expires_at: Type.Optional(
          Type.String({
            description: 'A time in the future (ISO 8601). By default the key does not expire.',
          }),
        ),
      }),
      response: {
        201: Type.Object({
          ...KeyItem.properties,
          key: Type.String({
            description: 'Send it as `Authorization: Bearer KEY`.',
            examples: ['7|iybflVqHloQdz9QH4PIkX0q1Od68T9sDrKCtnuxW6f78ad5b'],
          }),
        }),
        ...errorResponses(400, 401, 404, 413, 415, 422, 429, 503),
      },
    },
    handler: async ({ body, integration, principal }, reply) => {
      const { name, scopes = ['read', 'send'], expires_at } = body
      const { stored, key } = await createKey(
        database,
        {
          integrationId: integration.id,
          name: name.trim(),
          scopes: [...new Set(scopes)],
          expiresAt: expires_at === undefined ? undefined : readExpiry(expires_at),
        },
        principal.actor,
      )
      return reply.code(201).send({ ...keyItem(stored), key })
    },
  })
}

const readExpiry = (text: string): Date => {
  const at = readTime('expires_at', text)
  if (at.getTime() <= Date.now())
    throw validationError({ expires_at: ['The expires_at field must be a time in the future.'] })
  return at
}
