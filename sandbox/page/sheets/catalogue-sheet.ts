import { html, nothing, type TemplateResult } from 'lit-html'
import type { ShownMessage } from '../../phone/shapes.ts'
import { askAbout, placeOrder } from '../answers.ts'
import { type Product, priceOf, productPicture, showPrice } from '../bubbles/product.ts'
import { icon } from '../icons.ts'
import { change } from '../store.ts'
import { words } from '../words.ts'
import { closeSheet, openSheet } from './sheet.ts'

type Basket = Map<string, number>

const step = (basket: Basket, product: Product, by: number): TemplateResult => html`<button
  class="round"
  aria-label=${by > 0 ? words().oneMore(product.id) : words().oneLess(product.id)}
  ?disabled=${by < 0 && !basket.get(product.id)}
  @click=${() => {
    basket.set(product.id, (basket.get(product.id) ?? 0) + by)
    change({})
  }}
>
  ${by > 0 ? icon('add') : '−'}
</button>`

const line = (
  basket: Basket,
  product: Product,
  isNewSection: boolean,
  ask: () => void,
): TemplateResult => html`
  ${isNewSection && product.section ? html`<h3>${product.section}</h3>` : nothing}
  <div class="item">
    ${productPicture(product.id)}
    <p class="product-name">${product.id}</p>
    <p class="product-price">${showPrice(priceOf(product).item_price)}</p>
    <button class="quiet item-ask" @click=${ask}>${words().askAboutProduct}</button>
    <div class="steps">
      ${step(basket, product, -1)}<output>${basket.get(product.id) ?? 0}</output>${step(basket, product, 1)}
    </div>
  </div>
`

/** Products to put into a basket, which then goes to the business as an order. */
export const openCatalogueSheet = (message: ShownMessage, catalogId: string, products: Product[]): void => {
  const basket: Basket = new Map()
  const sendOrder = (): void => {
    const items = products
      .filter(({ id }) => basket.get(id))
      .map((product) => ({
        product_retailer_id: product.id,
        quantity: basket.get(product.id),
        ...priceOf(product),
      }))
    closeSheet()
    void placeOrder(message, catalogId, items, '')
  }
  const ask = (product: Product): void => {
    closeSheet()
    void askAbout(message, catalogId, product.id, words().questionAbout(product.id))
  }
  openSheet(words().catalogue, () => {
    const count = [...basket.values()].reduce((sum, one) => sum + one, 0)
    return html`${products.map((product, index) =>
      line(basket, product, products[index - 1]?.section !== product.section, () => ask(product)),
    )}
    <div class="sheet-foot">
      <button class="primary wide" ?disabled=${count === 0} @click=${sendOrder}>${words().placeOrder} (${count})</button>
    </div>`
  })
}
