import { Type } from 'typebox'
import { type FieldErrors, validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { IntegrationParams } from '../../integrations/guard.ts'
import { createDraft } from '../change.ts'
import { TemplateFields } from '../editing/input-schema.ts'
import { readCategory } from '../editing/read-category.ts'
import { SAMPLE_FIELD, takeSampleFile } from '../editing/take-sample-file.ts'
import { TemplateItemSchema } from '../item-schema.ts'
import { requireName, wrongCategory } from '../rules/check-name.ts'
import { submitTemplate } from '../submit.ts'
import { requestPaths } from '../submit-paths.ts'
import { afterChange, selectItem, TEMPLATES, type TemplateRouteDependencies } from './template-route.ts'

/** `POST …/conversations/templates`: a draft, or submitted at once. */
export const createTemplateRoute = (app: HttpApp, dependencies: TemplateRouteDependencies): void => {
  const { database, files } = dependencies
  app.route({
    method: 'POST',
    url: TEMPLATES,
    config: { access: 'manage', fileFields: { attachment: SAMPLE_FIELD } },
    schema: {
      operationId: 'createTemplate',
      tags: ['Templates'],
      summary: 'Create a template',
      description:
        "Makes a template with one or more languages, in the shape of the list. It is a draft, which may be incomplete, until it is submitted; with `submit` at once. Meta's rules are checked before anything goes to Meta, and the error names each field with what to change. What Meta itself refuses after that stays here as a draft.",
      params: IntegrationParams,
      body: Type.Object({
        ...TemplateFields,
        translations: { ...TemplateFields.translations, minItems: 1 },
      }),
      response: { 201: TemplateItemSchema, ...errorResponses(400, 401, 404, 409, 413, 415, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const { body, integration, principal } = request
      const category = readCategory(body.category)
      const errors: FieldErrors = requireName(body.name)
      if (!category) Object.assign(errors, wrongCategory)
      if (!category || Object.keys(errors).length > 0) throw validationError(errors)
      const { translations, submit: isToSubmit = false } = body
      const sampleFile = await takeSampleFile(files, integration.id, request.uploads.get('attachment'))
      const change = { name: body.name, category, translations, isToSubmit, sampleFile }
      const templateId = await createDraft(database, integration, change)
      afterChange(dependencies)
      if (isToSubmit)
        await submitTemplate(dependencies, {
          integration,
          templateId,
          pathOf: requestPaths(translations),
          actor: principal.actor,
        }).finally(() => afterChange(dependencies))
      return reply.code(201).send(await selectItem(dependencies, integration.wabaId, templateId))
    },
  })
}
