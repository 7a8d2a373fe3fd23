import { html, nothing, type TemplateResult } from 'lit-html'
import type { ShownMessage } from '../../phone/shapes.ts'
import { icon } from '../icons.ts'
import { selectedNumber } from '../store.ts'
import { previewOf } from '../text/preview.ts'
import { words } from '../words.ts'

export const authorOf = ({ is_mine }: ShownMessage): string =>
  is_mine ? words().you : (selectedNumber()?.name ?? words().business)

/** The message that is answered, in short. */
export const quote = (quoted: ShownMessage): TemplateResult => {
  const { icon: name, text } = previewOf(quoted, words())
  return html`<blockquote class="quote ${quoted.is_mine ? 'of-mine' : 'of-theirs'}">
    <cite>${authorOf(quoted)}</cite>
    <p dir="auto">${name ? icon(name) : nothing}${text}</p>
  </blockquote>`
}
