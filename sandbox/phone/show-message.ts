import { describeErrorCode } from '../graph/error-codes.ts'
import { findWamidSerial } from '../ids.ts'
import { findMessageType } from '../messages/check-message.ts'
import { type Fields, isFields } from '../messages/fields.ts'
import { unpackText } from '../state/packed-text.ts'
import type { InboundMessage, OutboundMessage } from '../state/state.ts'
import type { ChatMessage } from './list-messages.ts'
import type { ShownMessage } from './shapes.ts'
import { type FileParts, withFiles } from './show-files.ts'
import { findShownTemplate } from './show-template.ts'

/** The message that one answers, as long as it is kept. */
const findQuoted = (parts: FileParts, id: unknown): ShownMessage | undefined => {
  const found = findWamidSerial(String(id))
  if (!found) return undefined
  const { inbound, outbound } = parts.state
  if (found.direction === 'inbound') {
    const message = inbound.find(found.serial)
    return message && message.id === id ? showReceived(parts, message).shown : undefined
  }
  const message = outbound.find(found.serial)
  return message && message.id === id ? showSent(parts, message).shown : undefined
}

const stateOf = (parts: FileParts, { n, party, numberId, ...message }: InboundMessage) => {
  const readN = parts.state.customers.get(party)?.readN?.[numberId] ?? 0
  if (n <= readN) return 'read'
  return message.isAcknowledged && message.copies > 0 ? 'taken' : 'waiting'
}

const showReceived = (parts: FileParts, item: InboundMessage) => {
  const { message } = item
  const type = String(message['type'])
  const context = isFields(message['context']) ? message['context'] : undefined
  const shown: ShownMessage = {
    id: item.id,
    at: item.at,
    is_mine: true,
    type,
    content: withFiles(parts, type, message[type]),
    state: stateOf(parts, item),
    ...(context?.['forwarded'] === true && { is_forwarded: true }),
  }
  return { shown, answers: context?.['id'] }
}

/** Objects may stand in a request as JSON text; what was accepted can be parsed. */
const parsed = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value)

/** The request's object of the type. */
const contentOf = (body: Fields, type: string): unknown => {
  const content = parsed(body[type])
  return type === 'interactive' && isFields(content)
    ? { ...content, action: parsed(content['action']) }
    : content
}

const showSent = (parts: FileParts, item: OutboundMessage) => {
  const body: Fields = JSON.parse(unpackText(item.packedBody))
  const type = String(findMessageType(body))
  const content = contentOf(body, type)
  const template = type === 'template' ? findShownTemplate(parts.state, content as Fields) : undefined
  const { failure } = item
  const shown: ShownMessage = {
    id: item.id,
    at: item.at,
    is_mine: false,
    type,
    content: withFiles(parts, type, content),
    state: item.plan[3] >= 0 ? 'failed' : 'arrived',
    ...(template && { template: withFiles(parts, 'template', template) }),
    ...(failure && { failure: { ...failure, title: describeErrorCode(failure.code).title } }),
  }
  const context = isFields(body['context']) ? body['context'] : undefined
  return { shown, answers: context?.['message_id'] }
}

/** A message as the phone shows it, with the one that it answers. */
export const showMessage = (parts: FileParts, item: ChatMessage): ShownMessage => {
  const { shown, answers } =
    item.kind === 'in' ? showReceived(parts, item.message) : showSent(parts, item.message)
  const quoted = answers === undefined ? undefined : findQuoted(parts, answers)
  return quoted ? { ...shown, quoted } : shown
}
