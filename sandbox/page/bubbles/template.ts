import { html, nothing, type TemplateResult } from 'lit-html'
import type { ShownButton, ShownMessage, ShownTemplate } from '../../phone/shapes.ts'
import { tapButton } from '../answers.ts'
import { copyText } from '../copy-text.ts'
import { icon } from '../icons.ts'
import { shareContact } from '../share-contact.ts'
import { openCatalogueSheet } from '../sheets/catalogue-sheet.ts'
import { openFormSheet } from '../sheets/form-sheet.ts'
import { showToast } from '../store.ts'
import { fullTime } from '../text/time.ts'
import { words } from '../words.ts'
import { tap, tapLink } from './buttons.ts'
import { cardRow } from './carousel.ts'
import { bodyPart, footerPart, headerPart } from './parts.ts'
import { productsOf } from './product.ts'

/** A button of each kind that a template may have. */
const buttonOf = (message: ShownMessage, button: ShownButton): TemplateResult => {
  const w = words()
  const { type, text, action } = button
  switch (type) {
    case 'QUICK_REPLY':
      return tap('answer', text, () => void tapButton(message, text, button.payload ?? text))
    case 'URL':
      return tapLink('link', text, button.url ?? '')
    case 'PHONE_NUMBER':
      return tapLink('call', text, `tel:${button.phone}`)
    case 'COPY_CODE':
    case 'OTP':
      return tap('copy', text || w.copyCode, () => void copyText(button.code ?? ''))
    case 'FLOW':
      return tap('form', text, () =>
        openFormSheet(message, { ...action, flow_action_payload: { data: action?.flow_action_data } }),
      )
    case 'CATALOG':
    case 'MPM':
    case 'SPM':
      return tap('cart', text || w.viewCatalogue, () =>
        openCatalogueSheet(message, 'catalog', productsOf(action)),
      )
    case 'REQUEST_CONTACT_INFO':
      return tap('contact', text || w.shareNumber, () => void shareContact(message))
    case 'VOICE_CALL':
      return tap('call', text, () => showToast(w.noCalls))
    default:
      return tap('more', text || type, () => showToast(w.unsupported(type)))
  }
}

const offerOf = ({ text, expires_at }: NonNullable<ShownTemplate['offer']>): TemplateResult => {
  const isOver = expires_at !== undefined && expires_at < Date.now()
  return html`<div class="offer">
    ${icon('clock')}
    <p>${text}</p>
    ${
      expires_at === undefined
        ? nothing
        : html`<p class="hint">${isOver ? words().offerEnded : words().offerEnds(fullTime(expires_at))}</p>`
    }
  </div>`
}

const parts = (message: ShownMessage, shown: ShownTemplate): TemplateResult => {
  const { header, offer, body, footer, buttons } = shown
  return html`${header ? headerPart(header.format, header.text, header.media ?? header.location) : nothing}
    ${offer ? offerOf(offer) : nothing} ${bodyPart(body)} ${footerPart(footer)}
    <div class="taps">${buttons.map((button) => buttonOf(message, button))}</div>`
}

/** A template as it arrives: whole, with everything that can be tapped. */
export const template = (message: ShownMessage): TemplateResult => {
  const { template: shown, content } = message
  if (!shown)
    return html`<p class="unknown">${icon('warning')}${words().templateGone(content?.name ?? '')}</p>`
  return html`${parts(message, shown)}
    ${shown.cards ? cardRow(shown.cards.map((card) => html`<div class="card">${parts(message, card)}</div>`)) : nothing}`
}
