import type { FastifyInstance } from 'fastify'
import type { Sandbox } from '../context.ts'
import { subjectOf } from '../faults/subject.ts'
import { bodyFields, type JsonBody } from '../http/body.ts'
import { type Accepted, acceptMessage } from '../messages/accept-message.ts'
import { type Fields, isFields, requireOneOf, requireText } from '../messages/fields.ts'
import { markRead } from '../messages/mark-read.ts'
import { invalidParameter } from './graph-error.ts'
import { selectSendingNumber } from './objects.ts'

const encodeAccepted = ({ message, recipient, type }: Accepted) => ({
  messaging_product: 'whatsapp',
  contacts: [
    {
      input: recipient.input,
      ...(recipient.isUserId ? { user_id: recipient.party } : { wa_id: recipient.party }),
    },
  ],
  messages: [{ id: message.id, ...(type === 'template' && { message_status: 'accepted' }) }],
})

/** A read mark, with or without a typing bubble, for a message of a customer's (Cloud API, mark as read). */
const readMark = (body: Fields): { id: string; isTyping: boolean } => {
  requireOneOf(body['status'], 'status', ['read'])
  const id = requireText(body['message_id'], 'message_id', 1000)
  if (!id.startsWith('wamid.')) throw invalidParameter('Invalid parameter: message_id is no message id')
  const typing = body['typing_indicator']
  if (typing !== undefined) {
    requireOneOf(isFields(typing) ? typing['type'] : undefined, 'typing_indicator.type', ['text'])
  }
  return { id, isTyping: typing !== undefined }
}

/** `POST /{phone-number-id}/messages`: sends a message, or marks one as read. */
export const addSendMessage = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.post<{ Params: { id: string } }>('/:id/messages', async (request) => {
    const number = selectSendingNumber(sandbox.state, request.params.id)
    const body = bodyFields(request)
    if (body['messaging_product'] !== 'whatsapp') {
      throw invalidParameter('The parameter messaging_product is required and must be "whatsapp".')
    }
    if (body['status'] !== undefined) {
      const { id, isTyping } = readMark(body)
      markRead(sandbox, number, id, isTyping)
      await sandbox.journal.written()
      return { success: true }
    }
    const { raw } = request.body as JsonBody
    const accepted = acceptMessage(sandbox, number, body, raw, subjectOf(sandbox.state, request))
    await sandbox.journal.written()
    return encodeAccepted(accepted)
  })
}
