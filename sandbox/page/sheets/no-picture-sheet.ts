import { html } from 'lit-html'
import { icon } from '../icons.ts'
import { words } from '../words.ts'
import { openSheet } from './sheet.ts'

/** Says of a file that was chosen as a picture that it is none, and offers to send it as what any file may be. */
export const openNoPictureSheet = (name: string, onSendAsDocument: () => void): void =>
  openSheet(words().noPicture, () => {
    const w = words()
    return html`<div class="fields">
      <p>${w.noPictureHint(name)}</p>
      <button class="primary" @click=${onSendAsDocument}>${icon('document')}${w.sendAsDocument}</button>
    </div>`
  })
