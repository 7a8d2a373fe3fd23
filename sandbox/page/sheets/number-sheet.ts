import { html } from 'lit-html'
import { chooseNumber } from '../chats.ts'
import { icon } from '../icons.ts'
import { state } from '../store.ts'
import { words } from '../words.ts'
import { closeSheet, openSheet } from './sheet.ts'

/** The business's numbers, of which one is talked to. */
export const openNumberSheet = (): void =>
  openSheet(
    words().talkingTo,
    () => html`<ul class="choices">
      ${state.numbers.map(
        ({ id, name, shown_digits, about }) => html`<li>
          <button
            class="choice"
            aria-pressed=${id === state.numberId}
            @click=${() => {
              closeSheet()
              chooseNumber(id)
            }}
          >
            <span class="avatar shop" aria-hidden="true">${icon('cart')}</span>
            <span class="choice-name">${name}</span>
            <span class="choice-sub">${shown_digits} · ${about}</span>
          </button>
        </li>`,
      )}
    </ul>`,
  )
