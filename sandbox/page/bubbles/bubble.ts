import { html, nothing, type TemplateResult } from 'lit-html'
import { icon } from '../icons.ts'
import type { Folded } from '../phone/fold-messages.ts'
import { openActionsSheet } from '../sheets/actions-sheet.ts'
import { clockTime } from '../text/time.ts'
import { words } from '../words.ts'
import { content } from './content.ts'
import { quote } from './quote.ts'
import { ticks } from './ticks.ts'

/** What a bubble of its own would only be in the way of. */
const bareTypes = new Set(['sticker'])

const meta = ({ message, isEdited }: Folded): TemplateResult => html`<span class="meta">
  ${isEdited ? html`<span>${words().edited}</span>` : nothing}
  <time>${clockTime(message.at)}</time>
  ${message.is_mine ? ticks(message) : nothing}
</span>`

const reactions = ({ reactions: list }: Folded): TemplateResult | typeof nothing =>
  list.length === 0
    ? nothing
    : html`<span class="reactions">${list.map(({ emoji }) => html`<span>${emoji}</span>`)}</span>`

const failed = ({ message }: Folded): TemplateResult => html`<p class="failed">
  ${icon('warning')}
  <span>${words().didNotArrive(message.failure?.code ?? 0, message.failure?.title ?? '')}</span>
</p>`

const revoked = (item: Folded): TemplateResult =>
  html`<p class="revoked">${icon('deleted')}${words().deletedByYou}</p>
    ${meta(item)}`

const actions = (item: Folded): TemplateResult => html`<button
  class="round actions"
  aria-label=${words().messageActions}
  aria-haspopup="dialog"
  @click=${() => openActionsSheet(item)}
>
  ${icon('more')}
</button>`

/** A message on the phone; what a press opens is offered beside it too, for those who have no mouse. */
export const bubble = (item: Folded, isFirst: boolean): TemplateResult => {
  const { message, isRevoked } = item
  if (message.state === 'failed') return failed(item)
  const side = message.is_mine ? 'is-mine' : 'is-theirs'
  const open = (event: Event): void => {
    event.preventDefault()
    if (!isRevoked) openActionsSheet(item)
  }
  return html`<div class="line ${side} ${isFirst ? 'is-first' : ''}" @contextmenu=${open}>
    <div class="bubble ${bareTypes.has(message.type) ? 'is-bare' : ''} of-${message.type}">
      ${
        isRevoked
          ? revoked(item)
          : html`${message.is_forwarded ? html`<p class="forwarded">${icon('forwarded')}${words().forwarded}</p>` : nothing}
            ${message.quoted ? quote(message.quoted) : nothing} ${content(message)} ${meta(item)} ${reactions(item)}`
      }
    </div>
    ${isRevoked ? nothing : actions(item)}
  </div>`
}
