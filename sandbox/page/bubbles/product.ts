import { html, svg, type TemplateResult } from 'lit-html'
import type { Content } from '../../phone/shapes.ts'
import { state } from '../store.ts'
import { tintOf } from '../text/tint.ts'

/** A product as a message names it. There is no catalogue here: its looks and price follow from its id. */
export type Product = { id: string; section: string }

const currency = 'TRY'

const hashOf = (id: string): number =>
  [...id].reduce((hash, character) => (hash * 31 + character.codePointAt(0)!) % 9973, 11)

export const priceOf = ({ id }: Product): { item_price: number; currency: string } => ({
  item_price: 49 + (hashOf(id) % 90) * 10 + 0.9,
  currency,
})

export const showPrice = (price: number, code: string = currency): string =>
  new Intl.NumberFormat(state.language, { style: 'currency', currency: code }).format(price)

/** Those of sections, a single one, or for a whole catalogue a few that it might have. */
export const productsOf = (action: Content): Product[] => {
  const sections: Content[] = action?.sections ?? []
  if (sections.length > 0) {
    return sections.flatMap(({ title, product_items }: Content) =>
      (product_items ?? []).map(({ product_retailer_id }: Content) => ({
        id: String(product_retailer_id),
        section: title ?? '',
      })),
    )
  }
  const named = action?.product_retailer_id
  if (named) return [{ id: String(named), section: '' }]
  const first = action?.parameters?.thumbnail_product_retailer_id ?? action?.thumbnail_product_retailer_id
  return [first ?? 'sku-1', 'sku-2', 'sku-3', 'sku-4'].map((id) => ({ id: String(id), section: '' }))
}

/** A made-up picture of a product. */
export const productPicture = (id: string): TemplateResult => {
  const hash = hashOf(id)
  return html`<svg class="product-picture ${tintOf(id)}" viewBox="0 0 120 80" aria-hidden="true">
    <rect width="120" height="80" class="product-ground" />
    ${svg`<rect x=${38 + (hash % 7)} y="22" width="44" height="42" rx=${4 + (hash % 18)} class="product-body" />`}
    ${svg`<path d="M48 ${24 + (hash % 4)}c0-18 24-18 24 0" class="product-handle" />`}
  </svg>`
}

export const productCard = (id: string): TemplateResult => html`<div class="product">
  ${productPicture(id)}
  <p class="product-name">${id}</p>
  <p class="product-price">${showPrice(priceOf({ id, section: '' }).item_price)}</p>
</div>`
