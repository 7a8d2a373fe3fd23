import { html, type TemplateResult } from 'lit-html'
import { ref } from 'lit-html/directives/ref.js'
import { addressOf } from '../address.ts'
import { addPerson } from '../api.ts'
import { loadChats, orToast } from '../chats.ts'
import { change } from '../store.ts'
import { words } from '../words.ts'

const add = async (event: SubmitEvent): Promise<void> => {
  event.preventDefault()
  const form = new FormData(event.target as HTMLFormElement)
  const phone = String(form.get('phone')).trim()
  const person = await orToast(addPerson(String(form.get('name')).trim(), phone || undefined))
  if (!person) return
  change({ isAddingPerson: false, query: '' })
  await orToast(loadChats())
  location.hash = addressOf(person.key)
}

/** Once it stands in the page. */
const focus = (input: Element | undefined): void =>
  queueMicrotask(() => (input as HTMLInputElement | undefined)?.focus())

/** A name, and a number unless it is somebody who shows none. */
export const addPersonForm = (): TemplateResult => {
  const w = words()
  return html`<form class="add-person" aria-label=${w.addPerson} @submit=${add}>
    <label>${w.name}<input name="name" required maxlength="200" autocomplete="off" ${ref(focus)}></label>
    <label>
      ${w.phoneNumber}
      <input name="phone" inputmode="tel" placeholder="+90 5xx xxx xx xx" autocomplete="off" aria-describedby="no-number">
    </label>
    <p id="no-number" class="hint">${w.phoneNumberHint}</p>
    <div class="row">
      <button type="button" class="quiet" @click=${() => change({ isAddingPerson: false })}>${w.cancel}</button>
      <button class="primary">${w.add}</button>
    </div>
  </form>`
}
