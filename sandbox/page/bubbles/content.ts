import { html, type TemplateResult } from 'lit-html'
import type { Content, ShownMessage } from '../../phone/shapes.ts'
import { icon } from '../icons.ts'
import { words } from '../words.ts'
import { contactCards } from './contact-cards.ts'
import { documentCard } from './document-card.ts'
import { film } from './film.ts'
import { answered, interactive } from './interactive.ts'
import { order } from './order.ts'
import { picture } from './picture.ts'
import { place } from './place.ts'
import { sound } from './sound.ts'
import { sticker } from './sticker.ts'
import { template } from './template.ts'
import { textBlock } from './text-block.ts'

const captioned = (media: TemplateResult, { caption }: Content): TemplateResult =>
  html`${media}${caption ? textBlock(caption) : ''}`

/** What is in a bubble. A shape that nobody foresaw takes none of the others away. */
export const content = (message: ShownMessage): TemplateResult => {
  try {
    return contentOfType(message)
  } catch {
    return unknown(message.type)
  }
}

const unknown = (type: string): TemplateResult =>
  html`<p class="unknown">${icon('warning')}${words().unsupported(type)}</p>`

const contentOfType = (message: ShownMessage): TemplateResult => {
  const { type, content: given } = message
  switch (type) {
    case 'text':
      return textBlock(given?.body)
    case 'image':
      return captioned(picture(given), given)
    case 'video':
      return captioned(film(given), given)
    case 'audio':
    case 'voice':
      return sound(given, message)
    case 'document':
      return captioned(documentCard(given), given)
    case 'sticker':
      return sticker(given)
    case 'location':
      return place(given)
    case 'contacts':
      return contactCards(given)
    case 'button':
      return textBlock(given?.text)
    case 'interactive':
      return message.is_mine ? answered(given) : interactive(message)
    case 'order':
      return order(given)
    case 'template':
      return template(message)
    case 'system':
      return textBlock(given?.body)
    default:
      return unknown(type)
  }
}
