import { html, nothing, type TemplateResult } from 'lit-html'
import type { Content } from '../../phone/shapes.ts'
import { documentCard } from './document-card.ts'
import { film } from './film.ts'
import { picture } from './picture.ts'
import { place } from './place.ts'
import { textBlock } from './text-block.ts'

/** The head of a message with buttons, or of a template: a line, a file or a place. */
export const headerPart = (
  format: string,
  text: unknown,
  media: Content,
): TemplateResult | typeof nothing => {
  switch (format.toLowerCase()) {
    case 'text':
      return text ? html`<p class="head-text" dir="auto">${text}</p>` : nothing
    case 'image':
      return picture(media)
    case 'video':
      return film(media)
    case 'document':
      return documentCard(media)
    case 'location':
      return place(media)
    default:
      return nothing
  }
}

export const bodyPart = (text: unknown): TemplateResult | typeof nothing => (text ? textBlock(text) : nothing)

export const footerPart = (text: unknown): TemplateResult | typeof nothing =>
  text ? html`<p class="foot-text" dir="auto">${text}</p>` : nothing
