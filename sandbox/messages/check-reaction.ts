import { invalid, missing, requireFields, requireText } from './fields.ts'
import type { Outgoing } from './outgoing.ts'

/** `reaction`: one emoji, or none to take it back. Whether the message exists is found out while sending. */
export const checkReaction = (value: unknown): Outgoing => {
  const reaction = requireFields(value, 'reaction')
  const reactionTarget = requireText(reaction['message_id'], 'reaction.message_id', 1000)
  const emoji = reaction['emoji']
  if (emoji === undefined || emoji === null) throw missing('reaction.emoji')
  if (typeof emoji !== 'string') throw invalid('reaction.emoji', 'must be text.')
  const isOneEmoji =
    /^[\p{Extended_Pictographic}\p{Regional_Indicator}#*0-9]/u.test(emoji) && emoji.length <= 32
  if (emoji !== '' && !(isOneEmoji && countGraphemes(emoji) === 1)) {
    throw invalid('reaction.emoji', 'must be a single emoji, or empty to take the reaction back.')
  }
  return { type: 'reaction', reactionTarget }
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
const countGraphemes = (text: string): number => [...segmenter.segment(text)].length
