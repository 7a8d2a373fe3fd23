import { html, type TemplateResult } from 'lit-html'
import { icon } from '../icons.ts'
import { isTyping } from '../people/typing.ts'
import { openNumberSheet } from '../sheets/number-sheet.ts'
import { openPersonSheet } from '../sheets/person-sheet.ts'
import { selectedNumber, state } from '../store.ts'
import { words } from '../words.ts'

const leave = (): void => {
  location.hash = ''
}

/** With whom the person is talking: the business, under one of its numbers. */
export const chatHeader = (): TemplateResult => {
  const w = words()
  const number = selectedNumber()
  const chat = state.page?.chat
  return html`<header class="chat-head">
    <button class="round only-small" aria-label=${w.back} @click=${leave}>${icon('back')}</button>
    <button class="chat-with" aria-haspopup="dialog" @click=${openNumberSheet}>
      <span class="avatar shop" aria-hidden="true">${icon('cart')}</span>
      <span class="chat-name">${number?.name ?? ''}</span>
      <span class="chat-sub">${chat && isTyping(chat) ? w.typing : (number?.shown_digits ?? '')}</span>
    </button>
    <button class="round" aria-label=${w.aboutPerson} aria-haspopup="dialog" @click=${openPersonSheet}>
      ${icon('more')}
    </button>
  </header>`
}
