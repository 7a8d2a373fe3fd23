import { Type } from 'typebox'
import { notFound, validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { readWindow } from '../../reports/window.ts'
import { findLanguageById } from '../languages.ts'
import { findTemplate } from '../queries.ts'
import { readStatistics } from '../statistics/statistics.ts'
import {
  LanguageIdField,
  TEMPLATE,
  TemplateParams,
  type TemplateRouteDependencies,
} from './template-route.ts'

const count = (description: string) => Type.Integer({ description })

const Counts = {
  messages: count('Messages that were accepted for sending.'),
  sent: count('WhatsApp sent it, or told more.'),
  delivered: count('It reached the phone, or was read.'),
  read: count('It was read, as far as people let that be known.'),
  failed: count('It failed, before or after WhatsApp took it.'),
  expired: count('It could not leave within its expires_in.'),
  cancelled: count('It was cancelled while it was queued.'),
  clicked: count('A button of it was tapped, once or more.'),
}

export const Statistics = Type.Object({
  ...Counts,
  failures: Type.Array(Type.Object({ code: Type.Integer(), title: Type.String(), count: Type.Integer() }), {
    description: 'Why messages failed, the most frequent reason first.',
  }),
  buttons: Type.Array(
    Type.Object({
      button: Type.String({ description: 'Its text as it was then; of a form, the word flow.' }),
      clicks: count('Taps.'),
      messages: count('Messages on which it was tapped.'),
    }),
    { description: 'WhatsApp tells of quick replies and forms; not of links, calls and copied codes.' },
  ),
  pricing: Type.Array(
    Type.Object({
      category: Type.String({ examples: ['marketing'] }),
      type: Type.Union([Type.String(), Type.Null()], { examples: ['regular'] }),
      billable: Type.Union([Type.Boolean(), Type.Null()]),
      count: Type.Integer(),
    }),
    { description: "Messages by WhatsApp's price category." },
  ),
  days: Type.Array(Type.Object({ date: Type.String({ examples: ['2024-05-31'] }), ...Counts }), {
    description: 'By the day on which the message was accepted for sending; days without one are left out.',
  }),
  languages: Type.Array(
    Type.Object({
      language_id: Type.Union([Type.Integer(), Type.Null()]),
      language: Type.String(),
      ...Counts,
    }),
  ),
})

/** `GET …/templates/{template_id}/statistics`: what became of the messages of a template. */
export const getStatisticsRoute = (app: HttpApp, { database }: TemplateRouteDependencies): void => {
  app.route({
    method: 'GET',
    url: `${TEMPLATE}/statistics`,
    schema: {
      operationId: 'getTemplateStatistics',
      tags: ['Templates'],
      summary: 'Statistics of a template',
      description:
        'What became of the messages of this template that this number sent in a time, of 30 days unless told otherwise and 400 at most. A message counts once, however often it was tried.',
      params: TemplateParams,
      querystring: Type.Object({
        from: Type.Optional(
          Type.String({ description: 'Accepted on this day, or at this time, or later (ISO 8601).' }),
        ),
        to: Type.Optional(Type.String({ description: 'Accepted on this day, or at this time, or earlier.' })),
        timezone: Type.Optional(
          Type.String({
            maxLength: 64,
            description: 'Whose days count, such as Europe/Istanbul; UTC unless told otherwise.',
          }),
        ),
        language_id: Type.Optional(LanguageIdField),
      }),
      response: { 200: Statistics, ...errorResponses(401, 404, 422, 429, 503) },
    },
    handler: async ({ params, query, integration }) => {
      const window = readWindow(query)
      const languageCode = query.language_id === undefined ? undefined : readLanguage(query.language_id)
      const templateId = Number(params.template_id)
      if (!(await findTemplate(database, integration.wabaId, templateId))) throw notFound()
      return readStatistics(database, { integrationId: integration.id, templateId, languageCode, window })
    },
  })
}

const readLanguage = (id: number): string => {
  const language = findLanguageById(id)
  if (language) return language.code
  throw validationError({
    language_id: ['The language_id field must be the id of a language: GET /v1/languages lists them.'],
  })
}
