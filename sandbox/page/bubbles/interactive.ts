import { html, nothing, type TemplateResult } from 'lit-html'
import type { Content, ShownMessage } from '../../phone/shapes.ts'
import { answerCallPermission, tapReply } from '../answers.ts'
import { icon } from '../icons.ts'
import { openAddressSheet } from '../sheets/address-sheet.ts'
import { openCatalogueSheet } from '../sheets/catalogue-sheet.ts'
import { openFormSheet } from '../sheets/form-sheet.ts'
import { openListSheet } from '../sheets/list-sheet.ts'
import { openPlaceSheet } from '../sheets/place-sheet.ts'
import { words } from '../words.ts'
import { tap, tapLink } from './buttons.ts'
import { carousel } from './carousel.ts'
import { bodyPart, footerPart, headerPart } from './parts.ts'
import { payment, paymentState } from './payment.ts'
import { productCard, productsOf } from './product.ts'

type Part = TemplateResult | typeof nothing | (TemplateResult | typeof nothing)[]

/** What can be done with it, by its own type. */
const actionsOf = (message: ShownMessage, { type, action }: Content): Part => {
  const w = words()
  switch (type) {
    case 'button':
      return (action?.buttons ?? []).map(({ reply }: Content) =>
        tap('answer', reply?.title ?? '', () => void tapReply(message, reply)),
      )
    case 'list':
      return tap('list', action?.button ?? w.choose, () => openListSheet(message))
    case 'cta_url':
      return tapLink('link', action?.parameters?.display_text ?? '', action?.parameters?.url ?? '')
    case 'location_request_message':
      return tap('place', w.sendLocation, () => openPlaceSheet(message))
    case 'flow':
      return tap('form', action?.parameters?.flow_cta ?? w.openForm, () =>
        openFormSheet(message, action?.parameters ?? {}),
      )
    case 'address_message':
      return tap('place', w.sendAddress, () => openAddressSheet(message, action?.parameters ?? {}))
    case 'call_permission_request':
      return [
        tap('call', w.mayCall, () => void answerCallPermission(message, true)),
        tap('close', w.mayNotCall, () => void answerCallPermission(message, false)),
      ]
    case 'product':
    case 'product_list':
      return tap('cart', w.viewItems, () =>
        openCatalogueSheet(message, action?.catalog_id ?? '', productsOf(action)),
      )
    case 'catalog_message':
      return tap('cart', w.viewCatalogue, () => openCatalogueSheet(message, 'catalog', productsOf(action)))
    case 'order_details':
      return payment(action?.parameters ?? {})
    default:
      return nothing
  }
}

/** What stands above the text beside the head. */
const showcaseOf = ({ type, action }: Content): Part => {
  if (type === 'product' || type === 'product_list' || type === 'catalog_message') {
    const [first] = productsOf(action)
    return first ? productCard(first.id) : nothing
  }
  return type === 'order_status' ? paymentState(action?.parameters ?? {}) : nothing
}

/** A message of the business's with something to tap. */
export const interactive = (message: ShownMessage): TemplateResult => {
  const { content } = message
  const { header, body, footer, action } = content
  return html`${showcaseOf(content)}
    ${header ? headerPart(header.type ?? '', header.text, header[header.type]) : nothing}
    ${bodyPart(body?.text)} ${footerPart(footer?.text)}
    ${content.type === 'carousel' ? carousel(message, action?.cards ?? []) : nothing}
    <div class="taps">${actionsOf(message, content)}</div>`
}

const formAnswers = (json: string): [string, unknown][] => {
  try {
    return Object.entries(JSON.parse(json)).filter(([name]) => name !== 'flow_token')
  } catch {
    return []
  }
}

/** The customer's own tap, as it stands in the conversation afterwards. */
export const answered = (given: Content): TemplateResult => {
  switch (given?.type) {
    case 'button_reply':
      return html`<p class="text" dir="auto">${given.button_reply?.title}</p>`
    case 'list_reply':
      return html`<p class="text" dir="auto">${given.list_reply?.title}</p>
        <p class="hint" dir="auto">${given.list_reply?.description ?? ''}</p>`
    case 'nfm_reply':
      return html`<p class="answered">${icon('form')}${words().sentForm}</p>
        <dl class="form-answers">
          ${formAnswers(given.nfm_reply?.response_json ?? '').map(
            ([name, value]) =>
              html`<dt>${name}</dt><dd dir="auto">${typeof value === 'string' ? value : JSON.stringify(value)}</dd>`,
          )}
        </dl>`
    case 'call_permission_reply':
      return html`<p class="answered">
        ${icon('call')}${given.call_permission_reply?.response === 'accept' ? words().mayCall : words().mayNotCall}
      </p>`
    default:
      return html`<p class="unknown">${words().unsupported(String(given?.type))}</p>`
  }
}
