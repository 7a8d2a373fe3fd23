import { type Static, Type } from 'typebox'
import { type FieldErrors, validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { type PendingAttachment, readAttachment } from '../../media/attachment.ts'
import { authorOf } from '../../messages/author.ts'
import { ExpiresInField, expiryOf, notAPhone, SendSchema } from '../../messages/fields.ts'
import { type OutboundMessage, PRIORITY } from '../../messages/message.ts'
import { createMessageId } from '../../messages/message-id.ts'
import { formatAddress, parseAddress } from '../../messages/phone.ts'
import { sendOnce } from '../../messages/send-once.ts'
import { OPTED_OUT, refuseOptedOut } from '../../opt-outs/refuse.ts'
import type { PreparedTemplate } from '../compile.ts'
import { compileErrorFields } from '../compile-error.ts'
import { ATTACHMENT_FIELD, ParametersField, TemplateSendFields, valuesOf } from '../send-fields.ts'
import { storeWithAttachment, type TemplateSendDependencies } from '../store-send.ts'

const MAX_DESTINATIONS = 1_000

const SentMessage = Type.Object({ phone: Type.String(), message_id: Type.String() })

const Answer = Type.Object({
  message_id: Type.String({
    description: 'That of the first destination to which it was sent.',
    examples: ['gBEGkFBXUQRnAglW0luHY8xsrFk'],
  }),
  messages: Type.Optional(Type.Array(SentMessage, { description: 'All of them, when there are several.' })),
  rejected: Type.Optional(
    Type.Array(Type.Object({ phone: Type.String(), reason: Type.String() }), {
      description: 'Those among several to whom nothing was sent, since they want no marketing messages.',
    }),
  ),
  warnings: Type.Optional(Type.Array(Type.String())),
})

/** `POST …/conversations/templates/send` (Desk360 API, "Send WhatsApp Message Template"): all or nothing. */
export const sendTemplateRoute = (app: HttpApp, dependencies: TemplateSendDependencies): void => {
  const { database, templates } = dependencies
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/conversations/templates/send',
    config: { fileFields: { attachment: ATTACHMENT_FIELD } },
    schema: {
      ...SendSchema,
      tags: ['Templates'],
      operationId: 'sendTemplate',
      summary: 'Send WhatsApp Message Template',
      description:
        'Sends an active template to one or several numbers, each with its own parameters. One bad destination refuses all. A marketing template does not go to people who opted out: a single one is refused, among several they are left out and named. With a media header, send the file as `attachment` in a multipart form.',
      body: Type.Object({
        ...TemplateSendFields,
        destinations: Type.Array(
          Type.Object({
            phone: Type.String({ minLength: 1, maxLength: 150, examples: ['+905555555555'] }),
            parameters: Type.Optional(ParametersField),
          }),
          { minItems: 1, maxItems: MAX_DESTINATIONS },
        ),
        expires_in: Type.Optional(ExpiresInField),
      }),
      response: { ...SendSchema.response, 200: Answer },
    },
    handler: (request, reply) =>
      sendOnce<Static<typeof Answer>>(database, request, reply, '/templates/send', async (idempotency) => {
        const { template_id, language_id, destinations, expires_in } = request.body
        const { integration } = request
        const template = await templates.selectSendable(integration.wabaId, template_id, language_id)
        const attachment = await readAttachment(request.uploads.get('attachment'))
        const errors: FieldErrors = {}
        const compiled = destinations.map((one, index) =>
          compileDestination(template, one, attachment, `destinations.${index}`, errors),
        )
        if (Object.keys(errors).length > 0) throw validationError(errors)

        const optedOut = await refuseOptedOut(
          database,
          integration.id,
          template.definition,
          compiled.flatMap((one) => one?.address ?? []),
        )
        const expiresAt = expiryOf(expires_in)
        const messages = compiled.flatMap((one): OutboundMessage[] =>
          one && !optedOut.has(one.address)
            ? [
                {
                  ...authorOf(request.principal),
                  integrationId: integration.id,
                  id: createMessageId(),
                  type: 'template',
                  address: one.address,
                  content: one.content,
                  templateId: template_id,
                  expiresAt,
                },
              ]
            : [],
        )
        const answer = answerOf(messages, [...optedOut], compiled[0]?.warnings ?? [])
        const send = { messages, priority: PRIORITY.single, idempotency, answer }
        return storeWithAttachment(dependencies, send, template, attachment)
      }),
  })
}

const answerOf = (
  messages: OutboundMessage[],
  optedOut: string[],
  warnings: readonly string[],
): Static<typeof Answer> => ({
  message_id: messages[0]!.id,
  ...(messages.length + optedOut.length > 1 && {
    messages: messages.map(({ address, id }) => ({ phone: formatAddress(address), message_id: id })),
  }),
  ...(optedOut.length > 0 && {
    rejected: optedOut.map((address) => ({ phone: formatAddress(address), reason: OPTED_OUT })),
  }),
  ...(warnings.length > 0 && { warnings: [...warnings] }),
})

type Destination = { phone: string; parameters?: Record<string, unknown> | unknown[] }

/** The message for one destination; what is wrong is noted under `field`. */
const compileDestination = (
  template: PreparedTemplate,
  { phone, parameters }: Destination,
  attachment: PendingAttachment | undefined,
  field: string,
  errors: FieldErrors,
) => {
  const address = parseAddress(phone)
  if (address === undefined) errors[`${field}.phone`] = [notAPhone(`${field}.phone`)]
  const compiled = template.compile(valuesOf(parameters), attachment)
  if (!compiled.ok) Object.assign(errors, compileErrorFields(compiled.errors, `${field}.parameters`))
  return address !== undefined && compiled.ok
    ? { address, content: compiled.template, warnings: compiled.warnings }
    : undefined
}
