import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { deleteTemplate } from '../delete.ts'
import {
  afterChange,
  LanguageIdField,
  TEMPLATE,
  TemplateParams,
  type TemplateRouteDependencies,
} from './template-route.ts'

/** `DELETE …/templates/{template_id}`, or one language of it. */
export const deleteTemplateRoute = (app: HttpApp, dependencies: TemplateRouteDependencies): void => {
  app.route({
    method: 'DELETE',
    url: TEMPLATE,
    config: { access: 'manage' },
    schema: {
      operationId: 'deleteTemplate',
      tags: ['Templates'],
      summary: 'Delete a template',
      description:
        'Deletes the template at WhatsApp and here, for all numbers of the account; with `language_id` one language alone. Messages that are still queued with it will fail. Meta keeps the name of an approved template for 30 days.',
      params: TemplateParams,
      querystring: Type.Object({ language_id: Type.Optional(LanguageIdField) }),
      response: { 204: Type.Null(), ...errorResponses(401, 404, 409, 422, 429, 503) },
    },
    handler: async ({ params, query, integration, principal }, reply) => {
      await deleteTemplate(dependencies, {
        integration,
        templateId: Number(params.template_id),
        languageId: query.language_id,
        actor: principal.actor,
      })
      afterChange(dependencies)
      return reply.code(204).send(null)
    },
  })
}
