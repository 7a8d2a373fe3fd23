import { Type } from 'typebox'
import { type FieldErrors, validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { changeDraft } from '../change.ts'
import { TemplateFields } from '../editing/input-schema.ts'
import { readCategory } from '../editing/read-category.ts'
import { SAMPLE_FIELD, takeSampleFile } from '../editing/take-sample-file.ts'
import { TemplateItemSchema } from '../item-schema.ts'
import { requireName, wrongCategory } from '../rules/check-name.ts'
import { submitTemplate } from '../submit.ts'
import { requestPaths } from '../submit-paths.ts'
import {
  afterChange,
  selectItem,
  TEMPLATE,
  TemplateParams,
  type TemplateRouteDependencies,
} from './template-route.ts'

/** `PUT …/templates/{template_id}`: what is named changes, languages that are new are added. */
export const changeTemplateRoute = (app: HttpApp, dependencies: TemplateRouteDependencies): void => {
  const { database, files } = dependencies
  app.route({
    method: 'PUT',
    url: TEMPLATE,
    config: { access: 'manage', fileFields: { attachment: SAMPLE_FIELD } },
    schema: {
      operationId: 'changeTemplate',
      tags: ['Templates'],
      summary: 'Change a template',
      description:
        'Changes what the request names, within each translation as well; a language that the template does not have is added. Of a translation that Meta knows, the changes are kept as its `draft`, and sends go on with the old text, until they are submitted: here with `submit` (the languages named here), or later. Meta takes changes of active, rejected and paused translations; of an active one, one in 24 hours and ten in 30 days.',
      params: TemplateParams,
      body: Type.Partial(Type.Object(TemplateFields)),
      response: { 200: TemplateItemSchema, ...errorResponses(400, 401, 404, 409, 413, 415, 422, 429, 503) },
    },
    handler: async (request) => {
      const { body, integration, principal } = request
      const category = readCategory(body.category)
      const errors: FieldErrors = body.name === undefined ? {} : requireName(body.name)
      if (body.category !== undefined && !category) Object.assign(errors, wrongCategory)
      if (Object.keys(errors).length > 0) throw validationError(errors)
      const templateId = Number(request.params.template_id)
      const { name, translations = [], submit: isToSubmit = false } = body
      const sampleFile = await takeSampleFile(files, integration.id, request.uploads.get('attachment'))
      const change = { name, category, translations, isToSubmit, sampleFile }
      await changeDraft(database, integration, templateId, change)
      afterChange(dependencies)
      const languageIds = translations.map(({ language_id }) => language_id)
      if (isToSubmit)
        await submitTemplate(dependencies, {
          integration,
          templateId,
          languageIds: languageIds.length > 0 ? languageIds : undefined,
          pathOf: requestPaths(translations),
          actor: principal.actor,
        }).finally(() => afterChange(dependencies))
      return selectItem(dependencies, integration.wabaId, templateId)
    },
  })
}
