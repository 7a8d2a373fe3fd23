import { sql } from 'kysely'
import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { formatTimestamp } from '../../http/timestamp.ts'
import { IntegrationParams } from '../../integrations/guard.ts'
import { GraphRequestError } from '../../whatsapp/graph-request-error.ts'
import { toPublicError } from '../explain-refusal.ts'
import { afterChange, TEMPLATES, type TemplateRouteDependencies } from './template-route.ts'

/** `POST …/templates/sync`: what Meta has, now. */
export const syncTemplatesRoute = (app: HttpApp, dependencies: TemplateRouteDependencies): void => {
  const { database, syncTemplates } = dependencies
  app.route({
    method: 'POST',
    url: `${TEMPLATES}/sync`,
    config: { access: 'manage' },
    schema: {
      operationId: 'syncTemplates',
      tags: ['Templates'],
      summary: 'Fetch the templates from WhatsApp',
      description:
        'Takes over what WhatsApp has of this account, at once; it happens by itself every half hour, and when WhatsApp tells of a change. Drafts stay. What WhatsApp no longer lists is shown as disabled, with the reason.',
      params: IntegrationParams,
      body: Type.Object({}),
      response: {
        200: Type.Object({
          templates: Type.Integer({ description: 'How many there are now.', examples: [12] }),
          synced_at: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
        }),
        ...errorResponses(400, 401, 404, 409, 413, 415, 422, 429, 503),
      },
    },
    handler: async ({ integration: { wabaId } }) => {
      const syncedAt = new Date()
      await syncTemplates(wabaId).catch((error) => {
        throw error instanceof GraphRequestError ? toPublicError(error) : error
      })
      afterChange(dependencies)
      const { rows } = await sql<{ count: number }>`
        select count(*)::integer as count from templates where waba_id = ${wabaId}`.execute(database)
      return { templates: rows[0]!.count, synced_at: formatTimestamp(syncedAt) }
    },
  })
}
