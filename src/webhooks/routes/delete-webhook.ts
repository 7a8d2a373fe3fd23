import { Type } from 'typebox'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { type WebhookDependencies, WebhookParams } from '../endpoint-item.ts'
import { deleteEndpoint } from '../endpoints.ts'

/** `DELETE …/webhooks/{webhook_id}`. */
export const deleteWebhookRoute = (app: HttpApp, { database }: WebhookDependencies): void => {
  app.route({
    method: 'DELETE',
    url: '/integrations/:integration_id/webhooks/:webhook_id',
    config: { access: 'manage' },
    schema: {
      operationId: 'deleteWebhook',
      tags: ['Webhooks'],
      summary: 'Delete a webhook',
      description: 'Nothing more is sent, and its deliveries are gone.',
      params: WebhookParams,
      response: { 204: Type.Null(), ...errorResponses(401, 404, 429, 503) },
    },
    handler: async ({ params, integration, principal }, reply) => {
      const id = Number(params.webhook_id)
      if (!(await deleteEndpoint(database, integration.id, id, principal.actor))) throw notFound()
      return reply.code(204).send(null)
    },
  })
}
