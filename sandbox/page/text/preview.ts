import type { Content, ShownMessage } from '../../phone/shapes.ts'
import type { IconName } from '../icons.ts'
import type { Words } from '../words/english.ts'
import { plainText } from './format-text.ts'

/** A message in a line: in the list, in a quote, said aloud. */
export type Preview = { icon?: IconName; text: string }

const interactivePreview = (content: Content, words: Words): Preview => {
  switch (content?.type) {
    case 'button_reply':
      return { icon: 'answer', text: content.button_reply?.title ?? '' }
    case 'list_reply':
      return { icon: 'answer', text: content.list_reply?.title ?? '' }
    case 'nfm_reply':
      return { icon: 'form', text: words.sentForm }
    case 'call_permission_reply':
      return { icon: 'call', text: words.callPermission }
    default:
      return { text: content?.body?.text ?? content?.header?.text ?? words.product }
  }
}

const withCaption = (icon: IconName, name: string, content: Content): Preview => ({
  icon,
  text: content?.caption || name,
})

export const previewOf = (
  message: Pick<ShownMessage, 'type' | 'content' | 'template'>,
  words: Words,
): Preview => {
  const { type, content, template } = message
  switch (type) {
    case 'text':
      return { text: plainText(content?.body ?? '') }
    case 'image':
      return withCaption('photo', words.photo, content)
    case 'video':
      return withCaption('video', words.video, content)
    case 'audio':
    case 'voice':
      return content?.voice || type === 'voice'
        ? { icon: 'microphone', text: words.voice }
        : { icon: 'audio', text: words.audio }
    case 'document':
      return withCaption('document', content?.filename ?? content?.file?.name ?? words.document, content)
    case 'sticker':
      return { icon: 'sticker', text: words.sticker }
    case 'location':
      return { icon: 'place', text: content?.name || words.location }
    case 'contacts':
      return { icon: 'contact', text: content?.[0]?.name?.formatted_name ?? words.contact }
    case 'reaction':
      return { text: content?.emoji ? words.reactedWith(content.emoji) : words.reactionTakenBack }
    case 'button':
      return { icon: 'answer', text: content?.text ?? '' }
    case 'interactive':
      return interactivePreview(content, words)
    case 'order':
      return { icon: 'cart', text: words.orderItems(content?.product_items?.length ?? 0) }
    case 'template':
      return { text: plainText(template?.body ?? template?.header?.text ?? content?.name ?? '') }
    case 'edit':
      return { text: content?.message?.text?.body ?? words.edited }
    case 'revoke':
      return { icon: 'deleted', text: words.deletedByYou }
    default:
      return { text: words.unsupported(type) }
  }
}
