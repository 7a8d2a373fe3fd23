import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { MEGABYTE } from '../../http/bodies.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { readMoment } from '../../http/read-time.ts'
import { readAttachment } from '../../media/attachment.ts'
import { ExpiresInField, SendSchema } from '../../messages/fields.ts'
import { sendOnce } from '../../messages/send-once.ts'
import type { PreparedTemplate } from '../../templates/compile.ts'
import {
  ATTACHMENT_FIELD,
  ParametersField,
  TemplateSendFields,
  valuesOf,
} from '../../templates/send-fields.ts'
import { BulkSendItem, bulkSendItem, SHOWN_REJECTIONS } from '../item.ts'
import type { BulkPlan } from '../plan.ts'
import { limitRecipients, MAX_CSV_RECIPIENTS, MAX_RECIPIENTS, readRecipients } from '../recipients.ts'
import {
  type BulkDependencies,
  type BulkSend,
  KEPT_REJECTIONS,
  plannedCounts,
  startBulkSend,
} from '../start-send.ts'
import { readTagged, selectTagId } from '../tagged.ts'
import { RECIPIENTS_FIELD } from './send-bulk.ts'

const MAX_DAYS_AHEAD = 365

const Body = Type.Object({
  ...TemplateSendFields,
  recipients: Type.Optional(
    Type.Array(
      Type.Object({
        phone: Type.String({ maxLength: 150, examples: ['+905555555555'] }),
        name: Type.Optional(Type.String({ maxLength: 255, examples: ['Ahmet Kara'] })),
        parameters: Type.Optional(ParametersField),
      }),
      {
        maxItems: MAX_RECIPIENTS,
        description: 'Whom it goes to: this list, or a CSV file of up to a million rows in this field.',
      },
    ),
  ),
  tag: Type.Optional(
    Type.Union([Type.Integer({ minimum: 1, maximum: 2_147_483_647 }), Type.String({ maxLength: 60 })], {
      description:
        'In place of recipients: those whose chats with this number have the tag, by its id or name.',
      examples: ['VIP'],
    }),
  ),
  parameters: Type.Optional(ParametersField),
  name: Type.Optional(
    Type.String({ minLength: 1, maxLength: 255, description: 'For people.', examples: ['Summer campaign'] }),
  ),
  start_at: Type.Optional(
    Type.String({
      description: `When to start (ISO 8601 with its offset from UTC), ${MAX_DAYS_AHEAD} days ahead at most; at once unless given, or when it is past.`,
      examples: ['2024-06-01T09:00:00+03:00'],
    }),
  ),
  expires_in: Type.Optional(ExpiresInField),
})

/** `POST …/bulk-sends`: one template to many, now or later. */
export const createBulkSendRoute = (app: HttpApp, dependencies: BulkDependencies): void => {
  const { database, templates } = dependencies
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/bulk-sends',
    bodyLimit: 32 * MEGABYTE,
    config: { fileFields: { attachment: ATTACHMENT_FIELD, recipients: RECIPIENTS_FIELD } },
    schema: {
      ...SendSchema,
      tags: ['Bulk sends'],
      operationId: 'createBulkSend',
      summary: 'Start a bulk send',
      description:
        'Sends an active template to many people, each with their own values. All is frozen as it is now and leaves at the pace of the number; answers and single messages overtake it. Bad rows do not stop the rest, a number given twice gets it once, and its later rows are told as rejected; people who have opted out of marketing are left out and counted.\n\nA CSV file may be separated by commas, semicolons or tabs, and be in UTF-8, UTF-16 or the code page of a Turkish or English Windows, as Excel saves it. Its first row names the columns: `phone` (or `telefon`), `name` (or `ad soyad`), and the parameter keys of the template. Without such a row the first column holds the numbers, which does for a template without parameters.',
      body: Body,
      response: { 201: BulkSendItem, ...errorResponses(400, 401, 404, 409, 413, 415, 422, 429, 503) },
    },
    handler: (request, reply) => {
      reply.code(201)
      return sendOnce<BulkSendItem>(database, request, reply, '/bulk-sends', async (idempotency) => {
        const { template_id, language_id, parameters, name, ...more } = request.body
        const { integration, principal } = request
        const { startAt, expiresAt } = readTimes(more)
        const readFrom = await chooseRecipients(dependencies, request, more)
        const template = await templates.selectSendable(integration.wabaId, template_id, language_id)
        const createdAt = new Date()
        return startBulkSend(
          dependencies,
          {
            integration,
            template,
            templateId: template_id,
            recipients: readFrom(template),
            shared: valuesOf(parameters),
            attachment: await readAttachment(request.uploads.get('attachment')),
            name,
            startAt,
            expiresAt,
            createdBy: principal.actor,
            field: 'recipients',
            tellRepeats: true,
            keepRejections: KEPT_REJECTIONS,
            keepAddresses: false,
            idempotency,
          },
          (plan, bulkId) => ({
            ...plannedItem(plan, {
              integration_id: integration.id,
              id: bulkId,
              name: name ?? null,
              template_id,
              template_name: template.definition.name,
              language_code: template.definition.languageCode,
              status: startAt ? 'planned' : 'running',
              paused_by: null,
              paused_reason: null,
              media_id: null,
              planned: plan.planned,
              rejected: plan.rejected,
              created_by: principal.actor,
              created_at: createdAt,
              start_at: startAt ?? null,
              expires_at: expiresAt ?? null,
              started_at: startAt ? null : createdAt,
              finished_at: null,
            }),
          }),
        )
      })
    },
  })
}

type Chosen = (template: PreparedTemplate) => BulkSend['recipients']

/** Where the recipients are read from. Throws 422 for none, for two sources at once, and for a tag that there is not. */
const chooseRecipients = async (
  { database }: BulkDependencies,
  { integration, uploads }: Pick<FastifyRequest, 'integration' | 'uploads'>,
  { recipients: listed = [], tag }: Pick<Static<typeof Body>, 'recipients' | 'tag'>,
): Promise<Chosen> => {
  const csvPath = uploads.get('recipients')?.path
  const isListed = listed.length > 0 || csvPath !== undefined
  if (tag === undefined && !isListed)
    throw validationError({ recipients: ['The recipients field is required.'] })
  if (tag === undefined) {
    const limit = csvPath === undefined ? MAX_RECIPIENTS : MAX_CSV_RECIPIENTS
    return (template) => () => limitRecipients(readRecipients(listed, csvPath, template), 'recipients', limit)
  }
  if (isListed)
    throw validationError({ tag: ['The tag field goes without recipients: use one or the other.'] })
  const tagId = await selectTagId(database, tag)
  return () => (tx) => limitRecipients(readTagged(tx, integration.id, tagId), 'tag', MAX_CSV_RECIPIENTS)
}

const plannedItem = (plan: BulkPlan, send: Parameters<typeof bulkSendItem>[0]): BulkSendItem => ({
  ...bulkSendItem(send, plannedCounts(plan), plan.rejections.slice(0, SHOWN_REJECTIONS)),
  ...(plan.warnings.length > 0 && { warnings: [...plan.warnings] }),
})

/** `expires_in` counts from the start. */
const readTimes = ({ start_at, expires_in }: { start_at?: string; expires_in?: number }) => {
  const asked = start_at === undefined ? undefined : readMoment('start_at', start_at)
  const now = Date.now()
  if (asked && asked.getTime() > now + MAX_DAYS_AHEAD * 86_400_000)
    throw validationError({
      start_at: [`The start_at field must not be more than ${MAX_DAYS_AHEAD} days ahead.`],
    })
  const startAt = asked && asked.getTime() > now ? asked : undefined
  const expiresAt =
    expires_in === undefined ? undefined : new Date((startAt?.getTime() ?? now) + expires_in * 1_000)
  return { startAt, expiresAt }
}
