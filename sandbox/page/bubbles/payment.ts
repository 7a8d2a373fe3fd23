import { html, nothing, type TemplateResult } from 'lit-html'
import type { Content } from '../../phone/shapes.ts'
import { words } from '../words.ts'
import { showPrice } from './product.ts'

/** An amount in units of `1/offset`. */
const amount = (value: Content, currency: string): string =>
  showPrice(Number(value?.value ?? 0) / Number(value?.offset ?? 100), currency)

/** What is to be paid. The payment itself is nobody's to make here. */
export const payment = ({ order, currency, total_amount, reference_id }: Content): TemplateResult => {
  const w = words()
  const lines: [string, Content][] = [
    [w.subtotal, order?.subtotal],
    [w.discount, order?.discount],
    [w.shipping, order?.shipping],
    [w.tax, order?.tax],
  ]
  return html`<dl class="payment">
    ${(order?.items ?? []).map(
      ({ name, quantity, amount: each }: Content) =>
        html`<dt>${quantity} × ${name}</dt><dd>${amount(each, currency)}</dd>`,
    )}
    ${lines.map(([name, value]) =>
      value
        ? html`<dt class="faint">${name}</dt>
            <dd class="faint">${amount(value, currency)}</dd>`
        : nothing,
    )}
    <dt class="total">${w.total}</dt>
    <dd class="total">${amount(total_amount, currency)}</dd>
    <dt class="faint">${w.reference}</dt>
    <dd class="faint code">${reference_id}</dd>
  </dl>`
}

export const paymentState = ({ order, reference_id }: Content): TemplateResult => html`<dl class="payment">
  <dt class="total">${words().orderStatus}</dt>
  <dd class="total">${order?.status ?? ''}</dd>
  <dt class="faint">${words().reference}</dt>
  <dd class="faint code">${reference_id}</dd>
</dl>`
