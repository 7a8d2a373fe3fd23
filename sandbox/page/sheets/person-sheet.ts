import { html, type TemplateResult } from 'lit-html'
import type { Receipts, ShownChat } from '../../phone/shapes.ts'
import { setReceipts } from '../api.ts'
import { loadChat, orToast } from '../chats.ts'
import { avatar } from '../people/avatar.ts'
import { state } from '../store.ts'
import { fullTime } from '../text/time.ts'
import { words } from '../words.ts'
import { openSheet } from './sheet.ts'

const choose = async (key: string, receipts: Receipts): Promise<void> => {
  await orToast(setReceipts(key, receipts))
  await orToast(loadChat())
}

const receiptChoice = (chat: ShownChat, receipts: Receipts, name: string, hint: string): TemplateResult =>
  html`<label class="radio">
    <input
      type="radio"
      name="receipts"
      .checked=${chat.receipts === receipts}
      @change=${() => choose(chat.key, receipts)}
    >
    <span>${name}</span>
    <span class="hint">${hint}</span>
  </label>`

const person = (chat: ShownChat): TemplateResult => {
  const w = words()
  return html`<div class="about">
      ${avatar(chat.key, chat.name)}
      <p class="about-name">${chat.name}</p>
      <dl>
        <dt>${w.phoneNumber}</dt>
        <dd>${chat.shown_phone ?? w.noNumber}</dd>
        <dt>${w.userId}</dt>
        <dd class="code">${chat.user_id ?? '–'}</dd>
        <dt>${w.window}</dt>
        <dd>${chat.window_closes_at ? w.windowOpen(fullTime(chat.window_closes_at)) : w.windowShut}</dd>
      </dl>
    </div>
    <fieldset class="receipts">
      <legend>${w.receipts}</legend>
      ${receiptChoice(chat, 'auto', w.receiptsAuto, w.receiptsAutoHint)}
      ${receiptChoice(chat, 'opened', w.receiptsOpened, w.receiptsOpenedHint)}
      ${receiptChoice(chat, 'off', w.receiptsOff, w.receiptsOffHint)}
    </fieldset>`
}

/** Whose phone it is, and whether the business learns that its messages were read. */
export const openPersonSheet = (): void =>
  openSheet(words().aboutPerson, () => (state.page ? person(state.page.chat) : html``))
