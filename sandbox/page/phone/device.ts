import { html, nothing, type TemplateResult } from 'lit-html'
import { composer } from '../composer/composer.ts'
import { icon } from '../icons.ts'
import { sheet } from '../sheets/sheet.ts'
import { state } from '../store.ts'
import { clockTime } from '../text/time.ts'
import { words } from '../words.ts'
import { chatHeader } from './chat-header.ts'
import { conversation } from './conversation.ts'

const statusBar = (): TemplateResult => html`<div class="status-bar" aria-hidden="true">
  <span>${clockTime(Date.now())}</span>
  <span class="island"></span>
  <svg viewBox="0 0 46 12" class="signals">
    <path d="M1 11V8M5 11V6M9 11V4M13 11V1.5" />
    <rect x="24" y="1.5" width="18" height="9" rx="2.6" class="battery" />
    <rect x="26" y="3.5" width="12" height="5" rx="1.2" class="charge" />
    <path d="M44 5v2.4" />
  </svg>
</div>`

const nobody = (): TemplateResult => html`<div class="nobody">
  ${icon('face')}
  <p>${words().chooseSomebody}</p>
  <p class="hint">${words().chooseSomebodyHint}</p>
</div>`

/** The phone of whoever is chosen, with the conversation on it. */
export const device = (): TemplateResult => {
  const w = words()
  const { page, openKey } = state
  const name = page?.chat.name ?? openKey
  return html`<main class="stage">
    <div class="device">
      ${statusBar()}
      ${
        openKey === undefined
          ? nobody()
          : html`<section class="screen" aria-label=${w.phoneOf(name ?? '')} ?inert=${state.sheet !== undefined}>
              ${chatHeader()} ${conversation()} ${composer()}
            </section>`
      }
      ${sheet()}
    </div>
    ${
      openKey === undefined
        ? nothing
        : html`<p class="caption">
            ${w.phoneOf(name ?? '')}<span>${page?.chat.shown_phone ?? page?.chat.user_id ?? ''}</span>
          </p>`
    }
  </main>`
}
