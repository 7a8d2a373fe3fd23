import { html, nothing, type TemplateResult } from 'lit-html'
import type { ShownMessage } from '../../phone/shapes.ts'
import { send } from '../chats.ts'
import { focusComposer } from '../composer/focus-composer.ts'
import { copyText } from '../copy-text.ts'
import { type IconName, icon } from '../icons.ts'
import type { Folded } from '../phone/fold-messages.ts'
import { change, state } from '../store.ts'
import { words } from '../words.ts'
import { quickEmoji } from './emoji.ts'
import { openEmojiSheet } from './emoji-sheet.ts'
import { closeSheet, openSheet } from './sheet.ts'

/** An emoji on a message; the one that is there already is taken back. */
const react = ({ message, reactions }: Folded, emoji: string): void => {
  const before = reactions.find(({ is_mine }) => is_mine)?.emoji
  closeSheet()
  void send({ type: 'reaction', reaction: { message_id: message.id, emoji: before === emoji ? '' : emoji } })
}

const reply = (message: ShownMessage): void => {
  change({ answering: message, editing: undefined, sheet: undefined })
  focusComposer()
}

const edit = (message: ShownMessage): void => {
  state.drafts.set(message.id, message.content.body)
  change({ editing: message, answering: undefined, sheet: undefined })
  focusComposer()
}

const remove = (message: ShownMessage): void => {
  closeSheet()
  void send({ type: 'revoke', revoke: { original_message_id: message.id } })
}

const action = (name: IconName, text: string, onTap: () => void): TemplateResult =>
  html`<li><button class="choice" @click=${onTap}><span class="choice-icon">${icon(name)}</span>${text}</button></li>`

/** What can be done with a message. */
export const openActionsSheet = (item: Folded): void =>
  openSheet(words().messageActions, () => {
    const w = words()
    const { message, reactions } = item
    const mine = reactions.find(({ is_mine }) => is_mine)?.emoji
    const isText = message.type === 'text'
    return html`<div class="emoji-row" role="group" aria-label=${w.react}>
        ${quickEmoji.map(
          (emoji) =>
            html`<button aria-pressed=${emoji === mine} @click=${() => react(item, emoji)}>${emoji}</button>`,
        )}
        <button class="round" aria-label=${w.moreEmoji} @click=${() => openEmojiSheet((emoji) => react(item, emoji))}>
          ${icon('add')}
        </button>
      </div>
      <ul class="choices">
        ${action('answer', w.reply, () => reply(message))}
        ${
          isText
            ? action('copy', w.copy, () => {
                closeSheet()
                void copyText(message.content.body)
              })
            : nothing
        }
        ${message.is_mine && isText ? action('edit', w.edit, () => edit(message)) : nothing}
        ${message.is_mine ? action('deleted', w.remove, () => remove(message)) : nothing}
      </ul>`
  })
