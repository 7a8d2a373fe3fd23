import { html, type TemplateResult } from 'lit-html'
import type { Content, ShownMessage } from '../../phone/shapes.ts'
import { tapReply } from '../answers.ts'
import { words } from '../words.ts'
import { tap, tapLink } from './buttons.ts'
import { bodyPart, headerPart } from './parts.ts'

/** Cards side by side, to be pushed along. */
export const cardRow = (cards: TemplateResult[]): TemplateResult =>
  html`<div class="cards" role="group" aria-label=${words().cards} tabindex="0">${cards}</div>`

const card = (
  message: ShownMessage,
  { header, body, action }: Content,
): TemplateResult => html`<div class="card">
  ${headerPart(header?.type ?? '', '', header?.[header?.type])} ${bodyPart(body?.text)}
  <div class="taps">
    ${
      action?.buttons
        ? action.buttons.map(({ quick_reply: reply }: Content) =>
            tap('answer', reply?.title ?? '', () => void tapReply(message, reply)),
          )
        : tapLink('link', action?.parameters?.display_text ?? '', action?.parameters?.url ?? '')
    }
  </div>
</div>`

export const carousel = (message: ShownMessage, cards: Content[]): TemplateResult =>
  cardRow(cards.map((item) => card(message, item)))
