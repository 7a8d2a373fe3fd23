import { type Static, Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { MEGABYTE } from '../../http/bodies.ts'
import { readAttachment } from '../../media/attachment.ts'
import { ExpiresInField, expiryOf, SendSchema } from '../../messages/fields.ts'
import { PRIORITY } from '../../messages/message.ts'
import { formatAddress } from '../../messages/phone.ts'
import { drawBulkId } from '../../messages/queries.ts'
import { sendOnce } from '../../messages/send-once.ts'
import {
  ATTACHMENT_FIELD,
  ParametersField,
  TemplateSendFields,
  valuesOf,
} from '../../templates/send-fields.ts'
import { storeWithAttachment, type TemplateSendDependencies } from '../../templates/store-send.ts'
import { type BulkPlan, planBulk } from '../plan.ts'
import { MAX_RECIPIENTS, readRecipients } from '../recipients.ts'

const RECIPIENTS_FIELD =
  'A CSV whose column `phone` holds the numbers and whose other columns are parameter keys.'

const Answer = Type.Object({
  phones: Type.Array(Type.String(), { description: 'The accepted numbers.', examples: [['+905555555555']] }),
  rejected: Type.Array(Type.Object({ phone: Type.String(), reason: Type.String() }), {
    description: 'The others, with the reason.',
  }),
  bulk_id: Type.Integer({ description: 'Names the send.' }),
  warnings: Type.Optional(Type.Array(Type.String())),
})

/** `POST …/conversations/templates/send/bulk` (Desk360 API, "Bulk Send WhatsApp Message Template"). */
export const sendBulkRoute = (app: HttpApp, dependencies: TemplateSendDependencies): void => {
  const { database, templates } = dependencies
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/conversations/templates/send/bulk',
    // 100,000 destinations as documented take some 9 MB in a form.
    bodyLimit: 32 * MEGABYTE,
    config: { fileFields: { attachment: ATTACHMENT_FIELD, recipients: RECIPIENTS_FIELD } },
    schema: {
      ...SendSchema,
      tags: ['Templates'],
      operationId: 'sendBulk',
      summary: 'Bulk Send WhatsApp Message Template',
      description:
        'Sends an active template to many numbers with shared parameters. Bad numbers do not stop the rest; a number given twice gets it once.',
      body: Type.Object({
        ...TemplateSendFields,
        destinations: Type.Optional(
          Type.Array(
            Type.Object({
              phone: Type.String({ maxLength: 150, examples: ['+905555555555'] }),
              parameters: Type.Optional(ParametersField),
            }),
            {
              maxItems: MAX_RECIPIENTS,
              description: 'The numbers; parameters of their own win over shared ones.',
            },
          ),
        ),
        phones: Type.Optional(
          Type.Unsafe<unknown[] | string>({
            type: ['array', 'string'],
            description: 'The numbers as a list, or as text with commas between.',
          }),
        ),
        parameters: Type.Optional(ParametersField),
        expires_in: Type.Optional(ExpiresInField),
      }),
      response: { ...SendSchema.response, 200: Answer },
    },
    handler: (request, reply) =>
      sendOnce<Static<typeof Answer>>(
        database,
        request,
        reply,
        '/templates/send/bulk',
        async (idempotency) => {
          const { template_id, language_id, parameters, expires_in, ...numbers } = request.body
          const { integration, principal } = request
          const template = await templates.selectSendable(integration.wabaId, template_id, language_id)
          const attachment = await readAttachment(request.uploads.get('attachment'))
          const recipients = await readRecipients(numbers, request.uploads.get('recipients')?.path)
          const plan = planBulk(template, recipients, valuesOf(parameters), attachment)
          const bulkId = await drawBulkId(database)
          const expiresAt = expiryOf(expires_in)
          const common = { integrationId: integration.id, type: 'template' as const, templateId: template_id }
          const send = {
            messages: plan.accepted.map((one) => ({ ...common, ...one, bulkId, expiresAt })),
            priority: PRIORITY.bulk,
            bulk: {
              integrationId: integration.id,
              id: bulkId,
              templateId: template_id,
              languageCode: template.definition.languageCode,
              planned: plan.accepted.length,
              rejected: plan.rejected.length,
              createdBy: principal.actor,
            },
            idempotency,
            answer: answerOf(plan, bulkId),
          }
          return storeWithAttachment(dependencies, send, template, attachment)
        },
      ),
  })
}

const answerOf = ({ accepted, rejected, warnings }: BulkPlan, bulkId: number): Static<typeof Answer> => ({
  phones: accepted.map(({ address }) => formatAddress(address)),
  rejected,
  bulk_id: bulkId,
  ...(warnings.length > 0 && { warnings }),
})
