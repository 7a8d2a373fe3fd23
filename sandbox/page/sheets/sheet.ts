import { html, nothing, type TemplateResult } from 'lit-html'
import { icon } from '../icons.ts'
import { change, state } from '../store.ts'
import { words } from '../words.ts'

/** Lays a sheet over the phone's screen. What it draws is drawn anew at each change. */
export const openSheet = (title: string, view: () => TemplateResult): void =>
  change({ sheet: { title, view } })

export const closeSheet = (): void => change({ sheet: undefined })

const closeOnEscape = (event: KeyboardEvent): void => {
  if (event.key !== 'Escape') return
  event.stopPropagation()
  closeSheet()
}

export const sheet = (): TemplateResult | typeof nothing => {
  if (!state.sheet) return nothing
  const { title, view } = state.sheet
  return html`<div class="sheet-cover" @click=${closeSheet}></div>
    <section class="sheet" role="dialog" aria-labelledby="sheet-title" @keydown=${closeOnEscape}>
      <header class="sheet-head">
        <h2 id="sheet-title" tabindex="-1">${title}</h2>
        <button class="round" aria-label=${words().close} @click=${closeSheet}>${icon('close')}</button>
      </header>
      <div class="sheet-body">${view()}</div>
    </section>`
}
