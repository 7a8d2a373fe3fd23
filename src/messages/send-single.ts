import type { FastifyReply, FastifyRequest } from 'fastify'
import { isOnePerson } from '../chats/is-one-person.ts'
import type { Database } from '../database/database.ts'
import { type FieldErrors, validationError } from '../error.ts'
import type { MediaStore } from '../media/store.ts'
import type { Acceptance } from './accept.ts'
import { authorOf } from './author.ts'
import { expiryOf, notAPhone } from './fields.ts'
import { type NewMedia, type OutboundMessage, PRIORITY } from './message.ts'
import { createMessageId } from './message-id.ts'
import { parseAddress } from './phone.ts'
import { findNamedMessage } from './queries.ts'
import { sendOnce } from './send-once.ts'

export type SendDependencies = { database: Database; acceptance: Acceptance; files: MediaStore }

/** What a message is, but for whom it is to and when it has to leave. */
export type Composed = Pick<OutboundMessage, 'type' | 'content' | 'replyToId' | 'replyToWamid'> & {
  /** Whom it is to when the request names nobody. */
  address?: string
  /** Puts its files where they stay, when nothing else is wrong. */
  keepFiles?: () => Promise<NewMedia[]>
}

export type SingleMessage = {
  /** The route for the idempotency key, aliases folded into one. */
  path: string
  to?: string | undefined
  reply_to?: string | undefined
  expires_in?: number | undefined
  /** The message, or undefined after noting what is wrong. */
  compose(errors: FieldErrors): Composed | undefined | Promise<Composed | undefined>
}

/** What every route that sends one message to one person does: check, store, answer with the message's id. */
export const sendSingle = (
  { database, acceptance }: SendDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { path, to, reply_to, expires_in, compose }: SingleMessage,
): Promise<{ message_id: string }> =>
  sendOnce(database, request, reply, path, async (idempotency) => {
    const { integration } = request
    const errors: FieldErrors = {}
    const written = to === undefined ? undefined : parseAddress(to)
    if (to !== undefined && written === undefined) errors['to'] = [notAPhone('to')]
    const composed = await compose(errors)
    const address = written ?? composed?.address
    if (reply_to !== undefined) {
      const target = await findNamedMessage(database, integration.id, reply_to)
      if (!target)
        errors['reply_to'] = ['The reply_to field must be the message_id of a message of this integration.']
      else if (address && !(await isOnePerson(database, integration.wabaId, address, target.address)))
        errors['reply_to'] = ['The reply_to field names a message from or to somebody else.']
    }
    if (
      composed?.address &&
      written &&
      !(await isOnePerson(database, integration.wabaId, written, composed.address))
    )
      errors['to'] = ['The to field names somebody else than whom the message is from or to; leave it away.']
    if (address === undefined || composed === undefined || Object.keys(errors).length > 0)
      throw validationError(errors)

    const id = createMessageId()
    const { keepFiles, ...content } = composed
    const media = await keepFiles?.()
    const message: OutboundMessage = {
      replyToId: reply_to,
      ...content,
      ...authorOf(request.principal),
      integrationId: integration.id,
      id,
      address,
      mediaId: media?.[0]?.id,
      expiresAt: expiryOf(expires_in),
    }
    return acceptance.accept({
      messages: [message],
      priority: PRIORITY.single,
      media,
      idempotency,
      answer: { message_id: id },
    })
  })
