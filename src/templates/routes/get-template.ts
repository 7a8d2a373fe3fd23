import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { TemplateItemSchema } from '../item-schema.ts'
import { selectItem, TEMPLATE, TemplateParams, type TemplateRouteDependencies } from './template-route.ts'

/** `GET …/templates/{template_id}`. */
export const getTemplateRoute = (app: HttpApp, dependencies: TemplateRouteDependencies): void => {
  app.route({
    method: 'GET',
    url: TEMPLATE,
    schema: {
      operationId: 'getTemplate',
      tags: ['Templates'],
      summary: 'Get a template',
      description: 'One template, as the list shows it.',
      params: TemplateParams,
      response: { 200: TemplateItemSchema, ...errorResponses(401, 404, 429, 503) },
    },
    handler: ({ params, integration }) =>
      selectItem(dependencies, integration.wabaId, Number(params.template_id)),
  })
}
