import type { Content, ShownMessage } from '../../phone/shapes.ts'

/** A message with what was said about it later. */
export type Folded = {
  message: ShownMessage
  /** The customer's and the business's, at most one each. */
  reactions: { emoji: string; is_mine: boolean }[]
  isEdited: boolean
  isRevoked: boolean
}

/** Reactions, edits and deletions are shown on the message that they speak of, and not as messages. */
export const foldMessages = (messages: ShownMessage[]): Folded[] => {
  const folded = new Map<string, Folded>()
  for (const message of messages) {
    const { type, content } = message
    const target = folded.get(targetOf(type, content) ?? '')
    if (type === 'reaction' && message.state !== 'failed') {
      if (target) react(target, content.emoji ?? '', message.is_mine)
    } else if (type === 'edit') {
      if (target) edit(target, content.message)
    } else if (type === 'revoke') {
      if (target) target.isRevoked = true
    } else {
      folded.set(message.id, { message, reactions: [], isEdited: false, isRevoked: false })
    }
  }
  return [...folded.values()].map((item) => ({ ...item, message: withQuoted(item.message, folded) }))
}

/** What is quoted has its last wording too. */
const withQuoted = (message: ShownMessage, folded: Map<string, Folded>): ShownMessage => {
  const quoted = folded.get(message.quoted?.id ?? '')
  if (!quoted) return message
  return { ...message, quoted: quoted.isRevoked ? { ...quoted.message, type: 'revoke' } : quoted.message }
}

const targetOf = (type: string, content: Content): string | undefined =>
  type === 'reaction' ? content?.message_id : content?.original_message_id

/** A later reaction takes the place of an earlier one; an empty one takes it back. */
const react = (target: Folded, emoji: string, isMine: boolean): void => {
  target.reactions = target.reactions.filter(({ is_mine }) => is_mine !== isMine)
  if (emoji !== '') target.reactions.push({ emoji, is_mine: isMine })
}

const edit = (target: Folded, edited: Content): void => {
  const { type } = target.message
  if (edited?.type !== type) return
  const content =
    type === 'text' ? edited.text : { ...target.message.content, caption: edited[type]?.caption }
  target.message = { ...target.message, content }
  target.isEdited = true
}
