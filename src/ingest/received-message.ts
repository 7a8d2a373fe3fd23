import type { MessageSender } from '../chats/sighting.ts'
import type { Integration } from '../integrations/directory.ts'
import { toMessageError } from '../messages/graph-failure.ts'
import { createMessageId } from '../messages/message-id.ts'
import type { MessageError } from '../messages/own-errors.ts'
import { digitsOf } from '../messages/phone.ts'
import { classify } from '../whatsapp/error-codes.ts'
import type { MessagePerson, ToldMessage } from '../whatsapp/webhook-messages.ts'
import { readContent } from './read/content.ts'
import type { ReceivedMedia } from './read/media.ts'

/** A message as it is going to be stored: of a customer's, or sent by the business's phone app. */
export type ReceivedMessage = {
  integrationId: number
  wabaId: string
  id: string
  direction: 'inbound' | 'outbound'
  wamid: string
  type: string
  address: string
  content: unknown
  sender: MessageSender
  context: object | null
  replyToWamid: string | undefined
  error: MessageError | null
  media: ReceivedMedia | undefined
  at: Date
}

/**
 * Reads a message that Meta tells of. Answers in words why not, when it is not one to be stored. Nothing happens
 * after it was received: a time in the future is somebody's wrong clock.
 */
export const readReceived = (
  told: ToldMessage,
  { id: integrationId, wabaId }: Integration,
  direction: 'inbound' | 'outbound',
  receivedAt: Date,
): ReceivedMessage | string => {
  const address = digitsOf(told.person.waId) ?? told.person.userId
  if (told.groupId !== undefined) return 'Messages of groups are not read by this version'
  if (address === undefined) return 'A message of which nobody knows whose it is'
  const [error] = told.errors
  const { content, media } = readContent(told)
  return {
    integrationId,
    wabaId,
    id: createMessageId(),
    direction,
    wamid: told.wamid,
    type: told.type,
    address,
    content,
    sender: senderOf(told.person),
    context: Object.keys(told.context).length > 0 ? told.context : null,
    replyToWamid: told.targetWamid ?? told.replyToWamid,
    error: error ? toMessageError(error, classify(error)) : null,
    media,
    at: told.at === undefined || told.at > receivedAt ? receivedAt : told.at,
  }
}

const senderOf = ({ profileName, waId, userId, parentUserId, username }: MessagePerson): MessageSender => ({
  name: profileName,
  wa_id: waId,
  user_id: userId,
  parent_user_id: parentUserId,
  username,
})
