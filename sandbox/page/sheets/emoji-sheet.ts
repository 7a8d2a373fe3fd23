import { html } from 'lit-html'
import { words } from '../words.ts'
import { allEmoji } from './emoji.ts'
import { closeSheet, openSheet } from './sheet.ts'

/** All the emoji; the chosen one is handed on. */
export const openEmojiSheet = (onChoose: (emoji: string) => void): void =>
  openSheet(
    words().emoji,
    () => html`<div class="emoji-grid">
      ${allEmoji.map(
        (emoji) => html`<button
          @click=${() => {
            closeSheet()
            onChoose(emoji)
          }}
        >
          ${emoji}
        </button>`,
      )}
    </div>`,
  )
