import { type Static, Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { MEGABYTE } from '../../http/bodies.ts'
import { readAttachment } from '../../media/attachment.ts'
import { ExpiresInField, expiryOf, SendSchema } from '../../messages/fields.ts'
import { formatAddress } from '../../messages/phone.ts'
import { sendOnce } from '../../messages/send-once.ts'
import { OPTED_OUT } from '../../opt-outs/refuse.ts'
import {
  ATTACHMENT_FIELD,
  ParametersField,
  TemplateSendFields,
  valuesOf,
} from '../../templates/send-fields.ts'
import { type ListedRecipient, limitRecipients, MAX_RECIPIENTS, readRecipients } from '../recipients.ts'
import { type BulkDependencies, startBulkSend } from '../start-send.ts'

export const RECIPIENTS_FIELD =
  'A CSV whose column `phone` holds the numbers, `name` the names if it is there, and whose other columns are parameter keys.'

const Answer = Type.Object({
  phones: Type.Array(Type.String(), { description: 'The accepted numbers.', examples: [['+905555555555']] }),
  rejected: Type.Array(Type.Object({ phone: Type.String(), reason: Type.String() }), {
    description: 'The others, with the reason.',
  }),
  bulk_id: Type.Integer({ description: 'Names the send, for the list of bulk sends.' }),
  warnings: Type.Optional(Type.Array(Type.String())),
})

/** `POST …/conversations/templates/send/bulk` (Desk360 API, "Bulk Send WhatsApp Message Template"). */
export const sendBulkRoute = (app: HttpApp, dependencies: BulkDependencies): void => {
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
        'Sends an active template to many numbers with shared parameters. Bad numbers do not stop the rest; a number given twice gets it once. It is a bulk send like any other: look at it, pause and stop it under its `bulk_id`.',
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
          const csvPath = request.uploads.get('recipients')?.path
          const recipients = readRecipients(listNumbers(numbers), csvPath, template)
          return startBulkSend(
            dependencies,
            {
              integration,
              template,
              templateId: template_id,
              recipients: () => limitRecipients(recipients, 'destinations', MAX_RECIPIENTS),
              shared: valuesOf(parameters),
              attachment: await readAttachment(request.uploads.get('attachment')),
              expiresAt: expiryOf(expires_in),
              createdBy: principal.actor,
              field: 'destinations',
              tellRepeats: false,
              keepRejections: MAX_RECIPIENTS,
              keepAddresses: true,
              idempotency,
            },
            (plan, bulkId) => ({
              phones: plan.addresses.map(formatAddress),
              rejected: [
                ...plan.rejections.map(({ phone, reason }) => ({ phone, reason })),
                ...plan.declined.map((address) => ({ phone: formatAddress(address), reason: OPTED_OUT })),
              ],
              bulk_id: bulkId,
              ...(plan.warnings.length > 0 && { warnings: [...plan.warnings] }),
            }),
          )
        },
      ),
  })
}

type Numbers = { destinations?: ListedRecipient[]; phones?: unknown[] | string }

const listNumbers = ({ destinations = [], phones = [] }: Numbers): ListedRecipient[] => {
  const listed = typeof phones === 'string' ? phones.split(/[,;\n]/) : phones.map(String)
  return [...destinations, ...listed.filter((phone) => phone.trim() !== '').map((phone) => ({ phone }))]
}
