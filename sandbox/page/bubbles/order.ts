import { html, nothing, type TemplateResult } from 'lit-html'
import type { Content } from '../../phone/shapes.ts'
import { icon } from '../icons.ts'
import { words } from '../words.ts'
import { bodyPart } from './parts.ts'
import { showPrice } from './product.ts'

/** The basket that the customer has sent. */
export const order = ({ product_items: items = [], text }: Content): TemplateResult => {
  const total = items.reduce(
    (sum: number, { item_price, quantity }: Content) => sum + Number(item_price ?? 0) * Number(quantity ?? 1),
    0,
  )
  return html`<div class="order">
      ${icon('cart')}
      <p>${words().orderItems(items.length)}</p>
      <p class="hint">${words().total}: ${showPrice(total, items[0]?.currency)}</p>
    </div>
    <ul class="order-items">
      ${items.map(({ product_retailer_id: id, quantity }: Content) => html`<li>${quantity} × ${id}</li>`)}
    </ul>
    ${text ? bodyPart(text) : nothing}`
}
