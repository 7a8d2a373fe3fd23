import { ControlError } from '../control/control-error.ts'
import { type Fields, isFields } from '../messages/fields.ts'

/** For each known type: the fields that its object cannot do without. */
const requiredFields: Record<string, string[]> = {
  text: ['body'],
  image: [],
  video: [],
  audio: [],
  voice: [],
  document: [],
  sticker: [],
  location: ['latitude', 'longitude'],
  reaction: ['message_id'],
  button: ['text'],
  interactive: ['type'],
  order: ['catalog_id', 'product_items'],
  system: ['type'],
  edit: ['original_message_id', 'message'],
  revoke: ['original_message_id'],
}

/**
 * A customer's message as a program gives it: a type and, under its name, its object. Types that nobody knows
 * are let through, since receivers have to bear them.
 */
export const checkInboundMessage = (message: Fields): string => {
  const { type } = message
  if (typeof type !== 'string' || type === '') throw new ControlError('message.type must be text.')
  const content = message[type]
  if (type === 'contacts') {
    if (!Array.isArray(content) || content.length === 0 || !content.every(isFields)) {
      throw new ControlError('message.contacts must be a list of contacts.')
    }
    return type
  }
  const required = requiredFields[type]
  if (!required) return type
  if (!isFields(content)) throw new ControlError(`message.${type} must be an object.`)
  for (const field of required) {
    if (content[field] === undefined) throw new ControlError(`message.${type}.${field} is required.`)
  }
  if (type === 'text' && typeof content['body'] !== 'string')
    throw new ControlError('message.text.body must be text.')
  if (type === 'interactive' && !isFields(content[String(content['type'])])) {
    throw new ControlError(`message.interactive.${String(content['type'])} must be an object.`)
  }
  return type
}
