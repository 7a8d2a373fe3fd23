import { html } from 'lit-html'
import type { Content, ShownMessage } from '../../phone/shapes.ts'
import { answerForm } from '../answers.ts'
import { state } from '../store.ts'
import { words } from '../words.ts'
import { closeSheet, openSheet } from './sheet.ts'

const answer = (event: SubmitEvent, message: ShownMessage): void => {
  event.preventDefault()
  const values = Object.fromEntries(new FormData(event.target as HTMLFormElement))
  closeSheet()
  void answerForm(message, 'address_message', { saved_address_id: '', values })
}

/** An address, as an address message asks for it. */
export const openAddressSheet = (message: ShownMessage, { values = {} }: Content): void =>
  openSheet(words().sendAddress, () => {
    const w = words()
    const { name = '', phone = '' } = state.page?.chat ?? {}
    return html`<form class="fields" @submit=${(event: SubmitEvent) => answer(event, message)}>
      <label>${w.name}<input name="name" required .value=${values.name ?? name}></label>
      <label>${w.phoneNumber}<input name="phone_number" required .value=${values.phone_number ?? phone ?? ''}></label>
      <label>${w.street}<input name="address" required .value=${values.address ?? ''}></label>
      <label>${w.postcode}<input name="in_pin_code" .value=${values.in_pin_code ?? ''}></label>
      <label>${w.city}<input name="city" required .value=${values.city ?? ''}></label>
      <button class="primary">${w.send}</button>
    </form>`
  })
