import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Database } from '../database/database.ts'
import { type FieldErrors, validationError } from '../error.ts'
import type { Acceptance } from './accept.ts'
import { expiryOf, notAPhone } from './fields.ts'
import { type OutboundMessage, PRIORITY } from './message.ts'
import { createMessageId } from './message-id.ts'
import { parseAddress } from './phone.ts'
import { findNamedMessage } from './queries.ts'
import { sendOnce } from './send-once.ts'

export type SendDependencies = { database: Database; acceptance: Acceptance }

export type SingleMessage = {
  /** The route for the idempotency key, aliases folded into one. */
  path: string
  to: string
  reply_to?: string
  expires_in?: number
  /** The message's type and content, or undefined after noting what is wrong. */
  compose(errors: FieldErrors): Pick<OutboundMessage, 'type' | 'content'> | undefined
}

/** What every route that sends one message to one person does: check, store, answer with the message's id. */
export const sendSingle = (
  { database, acceptance }: SendDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { path, to, reply_to, expires_in, compose }: SingleMessage,
): Promise<{ message_id: string }> =>
  sendOnce(database, request, reply, path, async (idempotency) => {
    const errors: FieldErrors = {}
    const address = parseAddress(to)
    if (address === undefined) errors['to'] = [notAPhone('to')]
    const content = compose(errors)
    if (reply_to !== undefined && !(await findNamedMessage(database, request.integration.id, reply_to)))
      errors['reply_to'] = ['The reply_to field must be the message_id of a message of this integration.']
    if (address === undefined || content === undefined || Object.keys(errors).length > 0)
      throw validationError(errors)

    const id = createMessageId()
    const message: OutboundMessage = {
      ...content,
      integrationId: request.integration.id,
      id,
      address,
      replyToId: reply_to,
      expiresAt: expiryOf(expires_in),
    }
    return acceptance.accept({
      messages: [message],
      priority: PRIORITY.single,
      idempotency,
      answer: { message_id: id },
    })
  })
