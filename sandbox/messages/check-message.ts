import { GraphError, invalidParameter } from '../graph/graph-error.ts'
import type { State } from '../state/state.ts'
import { checkContacts } from './check-contacts.ts'
import { checkInteractive } from './check-interactive.ts'
import { checkLocation } from './check-location.ts'
import { checkMedia } from './check-media.ts'
import { checkReaction } from './check-reaction.ts'
import { checkTemplate } from './check-template.ts'
import { checkText } from './check-text.ts'
import { type Fields, optionalText, requireFields, requireText } from './fields.ts'
import type { Outgoing } from './outgoing.ts'

const types = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'reaction',
  'interactive',
  'template',
] as const

type MessageType = (typeof types)[number]

const isMessageType = (type: unknown): type is MessageType => types.includes(type as MessageType)

/** The type as named; where none is, the one whose object is there (Meta's own examples leave it out). */
export const findMessageType = (body: Fields): unknown =>
  body['type'] ?? types.find((known) => body[known] !== undefined)

const readType = (body: Fields): MessageType => {
  const type = findMessageType(body)
  if (type === undefined) throw invalidParameter('The parameter type is required.')
  if (!isMessageType(type)) {
    throw new GraphError(131051, `type must be one of {${types.join(', ')}}; got ${JSON.stringify(type)}.`)
  }
  if (body[type] === undefined || body[type] === null) {
    throw new GraphError(131008, `The parameter ${type} is required for messages of the type ${type}.`)
  }
  return type
}

/** What every message has beside its own object. */
const checkEnvelope = (body: Fields): void => {
  optionalText(body['biz_opaque_callback_data'], 'biz_opaque_callback_data', 512)
  if (body['context'] !== undefined && body['context'] !== null) {
    requireText(requireFields(body['context'], 'context')['message_id'], 'context.message_id', 1000)
  }
}

/** Everything that Meta checks before it accepts a message, but for the recipient and the rates. */
export const checkMessage = (state: State, now: number, body: Fields, isToUserId: boolean): Outgoing => {
  const type = readType(body)
  checkEnvelope(body)
  switch (type) {
    case 'text':
      return checkText(body['text'])
    case 'location':
      return checkLocation(body['location'])
    case 'contacts':
      return checkContacts(body['contacts'])
    case 'reaction':
      return checkReaction(body['reaction'])
    case 'interactive':
      return checkInteractive(state, now, body['interactive'])
    case 'template':
      return checkTemplate(state, now, body['template'], isToUserId)
    default:
      return checkMedia(state, now, type, body[type])
  }
}
