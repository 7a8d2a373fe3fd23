import { Type } from 'typebox'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { readAttachment } from '../../media/attachment.ts'
import { compileTemplate } from '../compile.ts'
import { compileErrorFields } from '../compile-error.ts'
import { newestDefinition } from '../editing/texts.ts'
import { TemplatePreviewSchema } from '../item-schema.ts'
import { parseTranslation } from '../parse-translation.ts'
import { renderTemplate } from '../preview.ts'
import { findTemplate } from '../queries.ts'
import { selectTranslation } from '../resolve.ts'
import { ATTACHMENT_FIELD, ParametersField, valuesOf } from '../send-fields.ts'
import { findStatusObstacle } from '../status.ts'
import {
  LanguageIdField,
  TEMPLATE,
  TemplateParams,
  type TemplateRouteDependencies,
} from './template-route.ts'

/** `POST …/templates/{template_id}/preview`: what a send would show, and what it would refuse. */
export const previewTemplateRoute = (app: HttpApp, { database }: TemplateRouteDependencies): void => {
  app.route({
    method: 'POST',
    url: `${TEMPLATE}/preview`,
    config: { access: 'read', fileFields: { attachment: ATTACHMENT_FIELD } },
    schema: {
      operationId: 'previewTemplate',
      tags: ['Templates'],
      summary: 'Preview a template',
      description:
        'Shows the message as its reader would see it with these values; a placeholder without a value stays as it is written. `errors` has what a send with them would answer by field, and is empty when it would be sent. Nothing is sent.',
      params: TemplateParams,
      body: Type.Object({
        language_id: { ...LanguageIdField, examples: [1] },
        parameters: Type.Optional(ParametersField),
        draft: Type.Optional(Type.Boolean({ description: 'Show the changes that were not submitted yet.' })),
      }),
      response: {
        200: Type.Object({
          ...TemplatePreviewSchema.properties,
          errors: Type.Record(Type.String(), Type.Array(Type.String())),
          warnings: Type.Array(Type.String()),
          not_sendable_reason: Type.Union([Type.String(), Type.Null()]),
        }),
        ...errorResponses(400, 401, 404, 413, 415, 422, 429, 503),
      },
    },
    handler: async ({ params, body, integration, uploads }) => {
      const found = await findTemplate(database, integration.wabaId, Number(params.template_id))
      if (!found) throw notFound()
      const row = selectTranslation(found.translations, body.language_id)
      const definition = body.draft
        ? newestDefinition(found.template, row)
        : parseTranslation(found.template, row)
      const values = valuesOf(body.parameters)
      const compiled = compileTemplate(definition, values, await readAttachment(uploads.get('attachment')))
      return {
        ...renderTemplate(definition, values),
        errors: compiled.ok ? {} : compileErrorFields(compiled.errors, 'parameters'),
        warnings: compiled.ok ? [...compiled.warnings] : [],
        not_sendable_reason: findStatusObstacle(row) ?? null,
      }
    },
  })
}
