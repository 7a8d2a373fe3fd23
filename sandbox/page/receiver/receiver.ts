import { html, nothing, type TemplateResult } from 'lit-html'
import { repeat } from 'lit-html/directives/repeat.js'
import { clearDeliveries } from '../api.ts'
import { orToast } from '../chats.ts'
import { copyText } from '../copy-text.ts'
import { icon } from '../icons.ts'
import { change, state } from '../store.ts'
import { words } from '../words.ts'
import { deliveryRow } from './delivery-row.ts'
import { secretForm } from './secret-form.ts'

const clear = async (): Promise<void> => {
  if (await orToast(clearDeliveries())) change({ deliveries: [] })
}

const empty = (): TemplateResult => html`<div class="receiver-empty">
  ${icon('plug')}
  <p>${words().receiverEmpty}</p>
  <p class="hint">${words().receiverEmptyHint}</p>
</div>`

/** A made-up shop's program, and what it is told: a panel beside the phone, or a page of its own. */
export const receiver = (isPage: boolean): TemplateResult => {
  const w = words()
  const { deliveries, receiverUrl } = state
  return html`<aside class="receiver" aria-label=${w.receiver}>
    <header class="receiver-head">
      ${
        isPage
          ? html`<a class="round" href="/" aria-label=${w.back}>${icon('back')}</a>`
          : html`<button
              class="round only-small"
              aria-label=${w.back}
              @click=${() => change({ view: 'people' })}
            >
              ${icon('back')}
            </button>`
      }
      <h2>${w.receiver}</h2>
      ${deliveries.length > 0 ? html`<button class="quiet" @click=${clear}>${w.clear}</button>` : nothing}
    </header>
    <p class="hint">${w.receiverHint}</p>
    <p class="receiver-url">
      <code>${receiverUrl}</code>
      <button class="round" aria-label=${w.copy} @click=${() => void copyText(receiverUrl)}>${icon('copy')}</button>
    </p>
    ${secretForm()} ${deliveries.length === 0 ? empty() : nothing}
    <ol class="deliveries" reversed>
      ${repeat(deliveries, ({ n }) => n, deliveryRow)}
    </ol>
  </aside>`
}
