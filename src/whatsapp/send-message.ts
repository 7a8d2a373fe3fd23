import { type Rejected, readAnswer, type Success } from './graph-answer.ts'
import { exchange } from './graph-exchange.ts'
import { authorize, type GraphCredentials, type GraphUpstream, graphPath } from './graph-upstream.ts'
import { asList, asRecord, asText } from './json-reading.ts'
import type { NotSent, Unknown } from './transport-failure.ts'

export type SendRequest = GraphCredentials & {
  phoneNumberId: string
  /** The JSON text, as `buildMessageBody` makes it. */
  body: string
  signal?: AbortSignal
}

/** Accepted is not delivered: delivery is told by status webhooks alone. */
export type Accepted = {
  kind: 'accepted'
  wamid: string
  /** The recipient as Meta knows them; it may differ from the number that was given. Absent for a BSUID. */
  waId?: string
  /** The recipient's business-scoped user id. */
  userId?: string
  /** Templates only: `accepted`, `held_for_quality_assessment`, `paused`. */
  messageStatus?: string
}

/**
 * `not_sent` surely never reached Meta and may be sent again (but see `NotSentReason`); `rejected` did and
 * was refused; `unknown` may have been accepted, and since Meta has no idempotency key, sending it again may
 * deliver it twice.
 */
export type SendOutcome = Accepted | Rejected | NotSent | Unknown

const readAccepted = ({ json }: Success): Accepted | Unknown => {
  const message = asRecord(asList(json.messages)[0])
  const contact = asRecord(asList(json.contacts)[0])
  const wamid = asText(message?.id)
  if (!wamid)
    return { kind: 'unknown', reason: 'unreadable_answer', detail: 'a success without a message id' }
  return {
    kind: 'accepted',
    wamid,
    waId: asText(contact?.wa_id),
    userId: asText(contact?.user_id),
    messageStatus: asText(message?.message_status),
  }
}

/** `POST /{phone-number-id}/messages`. Never throws. */
export const sendMessage = async (upstream: GraphUpstream, request: SendRequest): Promise<SendOutcome> => {
  const answer = await exchange(upstream.calls, upstream.origin, {
    method: 'POST',
    path: graphPath(upstream, request, request.phoneNumberId, 'messages'),
    headers: [...authorize(request), 'content-type', 'application/json'],
    body: request.body,
    timeoutMs: upstream.timeouts.requestMs,
    signal: request.signal,
  })
  if (answer.kind !== 'answered') return answer
  const read = readAnswer(answer)
  return read.kind === 'success' ? readAccepted(read) : read
}
