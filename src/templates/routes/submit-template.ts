import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { TemplateItemSchema } from '../item-schema.ts'
import { submitTemplate } from '../submit.ts'
import { requestPaths } from '../submit-paths.ts'
import {
  afterChange,
  LanguageIdField,
  selectItem,
  TEMPLATE,
  TemplateParams,
  type TemplateRouteDependencies,
} from './template-route.ts'

/** `POST …/templates/{template_id}/submit`: drafts and changes go to Meta. */
export const submitTemplateRoute = (app: HttpApp, dependencies: TemplateRouteDependencies): void => {
  app.route({
    method: 'POST',
    url: `${TEMPLATE}/submit`,
    config: { access: 'manage' },
    schema: {
      operationId: 'submitTemplate',
      tags: ['Templates'],
      summary: 'Submit a template',
      description:
        'Hands every translation that is a draft or has changes to Meta for review. All of them have to be whole: what Meta would refuse is a 422 that names each field, by the place of the translation in the list, and nothing is submitted. What Meta refuses all the same is a 422 in its words; other translations may have been taken.',
      params: TemplateParams,
      body: Type.Object({ language_id: Type.Optional(LanguageIdField) }),
      response: { 200: TemplateItemSchema, ...errorResponses(400, 401, 404, 409, 413, 415, 422, 429, 503) },
    },
    handler: async ({ params, body, integration, principal }) => {
      const templateId = Number(params.template_id)
      const { translations } = await selectItem(dependencies, integration.wabaId, templateId)
      await submitTemplate(dependencies, {
        integration,
        templateId,
        languageIds: body.language_id === undefined ? undefined : [body.language_id],
        pathOf: requestPaths(translations),
        actor: principal.actor,
      }).finally(() => afterChange(dependencies))
      return selectItem(dependencies, integration.wabaId, templateId)
    },
  })
}
