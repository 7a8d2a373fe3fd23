import { html } from 'lit-html'
import { send } from '../chats.ts'
import { avatar } from '../people/avatar.ts'
import { state } from '../store.ts'
import { words } from '../words.ts'
import { closeSheet, openSheet } from './sheet.ts'

const sendCard = (name: string, digits: string, isKnown: boolean): void => {
  closeSheet()
  const [first = name, ...rest] = name.split(' ')
  void send({
    type: 'contacts',
    contacts: [
      {
        name: {
          formatted_name: name,
          first_name: first,
          ...(rest.length > 0 && { last_name: rest.join(' ') }),
        },
        phones: [{ phone: `+${digits}`, type: 'CELL', ...(isKnown && { wa_id: digits }) }],
      },
    ],
  })
}

const sendTyped = (event: SubmitEvent): void => {
  event.preventDefault()
  const form = new FormData(event.target as HTMLFormElement)
  sendCard(String(form.get('name')).trim(), String(form.get('phone')).replace(/\D/g, ''), false)
}

/** Somebody's card: of the people in the list, or one that is typed. */
export const openContactSheet = (): void =>
  openSheet(words().contact, () => {
    const w = words()
    const others = state.chats.filter(({ key, phone }) => phone !== null && key !== state.openKey).slice(0, 8)
    return html`<form class="fields two" @submit=${sendTyped}>
        <label>${w.name}<input name="name" required maxlength="200"></label>
        <label>${w.phoneNumber}<input name="phone" inputmode="tel" required pattern="[+()\\s\\d\\-]{6,25}"></label>
        <button class="primary">${w.send}</button>
      </form>
      <ul class="choices">
        ${others.map(
          ({ key, name, phone, shown_phone }) => html`<li>
            <button class="choice" @click=${() => sendCard(name, phone ?? '', true)}>
              ${avatar(key, name)}
              <span class="choice-name">${name}</span>
              <span class="choice-sub">${shown_phone}</span>
            </button>
          </li>`,
        )}
      </ul>`
  })
