import type { Database } from '../database/database.ts'
import { type FieldErrors, PublicError } from '../error.ts'
import { findNamedMessage, type NamedMessage } from './queries.ts'

/** WhatsApp takes reactions to messages of the last 30 days (Cloud API, limits). */
const MAX_AGE_MS = 30 * 86_400_000

const EMOJI = /^\p{RGI_Emoji}$/v
/** Asks for the coloured form of signs that are older than emoji, as the heart is. Many programs leave it away. */
const AS_EMOJI = '\uFE0F'

/** The emoji as it goes to WhatsApp; undefined for what is none, or more than one. */
const readEmoji = (text: string): string | undefined =>
  [text, text + AS_EMOJI].find((emoji) => text === '' || EMOJI.test(emoji))

/**
 * The reaction to a message of a number, an empty one to take it away; undefined after noting what is wrong. Throws
 * 409 for a message that WhatsApp does not know.
 */
export const composeReaction = async (
  database: Database,
  integrationId: number,
  body: { message_id: string; emoji: string },
  errors: FieldErrors,
) => {
  const emoji = readEmoji(body.emoji)
  if (emoji === undefined)
    errors['emoji'] = ['The emoji field must be one emoji, or empty to take the reaction away.']
  const target = await findNamedMessage(database, integrationId, body.message_id)
  const problem = findProblem(target)
  if (problem) errors['message_id'] = [`The message_id field ${problem}`]
  if (!target || problem || emoji === undefined) return undefined
  if (target.wamid === null)
    throw new PublicError(409, 'conflict', 'The message has not been sent yet: WhatsApp does not know it.')
  return {
    type: 'reaction' as const,
    content: { message_id: target.wamid, emoji },
    address: target.address,
    replyToId: target.id,
    replyToWamid: target.wamid,
  }
}

const findProblem = (target: NamedMessage | undefined): string | undefined => {
  if (!target) return 'must be the message_id of a message of this integration.'
  return Date.now() - target.created_at.getTime() > MAX_AGE_MS
    ? 'names a message that is older than 30 days: WhatsApp takes no reactions to it any more.'
    : undefined
}
