import { html, nothing, type TemplateResult } from 'lit-html'
import type { Content, ShownMessage } from '../../phone/shapes.ts'
import { chooseRow } from '../answers.ts'
import { words } from '../words.ts'
import { closeSheet, openSheet } from './sheet.ts'

const section = (message: ShownMessage, { title, rows }: Content): TemplateResult => html`
  ${title ? html`<h3 dir="auto">${title}</h3>` : nothing}
  <ul class="choices">
    ${(rows ?? []).map(
      (row: Content) => html`<li>
        <button
          class="choice"
          @click=${() => {
            closeSheet()
            void chooseRow(message, row)
          }}
        >
          <span class="choice-name" dir="auto">${row.title}</span>
          ${row.description ? html`<span class="choice-sub" dir="auto">${row.description}</span>` : nothing}
        </button>
      </li>`,
    )}
  </ul>
`

/** The rows of a list message; one is the answer. */
export const openListSheet = (message: ShownMessage): void => {
  const { action } = message.content
  openSheet(
    action?.button ?? words().choose,
    () => html`${(action?.sections ?? []).map((item: Content) => section(message, item))}`,
  )
}
