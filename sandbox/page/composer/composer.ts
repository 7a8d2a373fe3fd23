import { html, nothing, type TemplateResult } from 'lit-html'
import { live } from 'lit-html/directives/live.js'
import { authorOf, quote } from '../bubbles/quote.ts'
import { send } from '../chats.ts'
import { icon } from '../icons.ts'
import { openAttachSheet } from '../sheets/attach-sheet.ts'
import { openEmojiSheet } from '../sheets/emoji-sheet.ts'
import { openFileSheet } from '../sheets/file-sheet.ts'
import { openVoiceSheet } from '../sheets/voice-sheet.ts'
import { change, state } from '../store.ts'
import { words } from '../words.ts'
import { focusComposer } from './focus-composer.ts'
import { sendWithAnswer } from './send-with-answer.ts'

/** What is being written: to somebody, or anew in a message's place. */
const draftKey = (): string => state.editing?.id ?? `${state.numberId} ${state.openKey}`

const setDraft = (text: string): void => {
  state.drafts.set(draftKey(), text)
  change({})
}

const submit = async (): Promise<void> => {
  const key = draftKey()
  const text = (state.drafts.get(key) ?? '').trim()
  if (text === '') return
  const { editing } = state
  // It leaves the field at once; what could not be sent comes back.
  setDraft('')
  const isSent = await (editing
    ? sendEdit(editing.id, text)
    : sendWithAnswer({ type: 'text', text: { body: text } }))
  if (isSent) return
  if (!state.drafts.get(key)) state.drafts.set(key, text)
  change({})
}

const sendEdit = async (id: string, text: string): Promise<boolean> => {
  const isSent = await send({
    type: 'edit',
    edit: { original_message_id: id, message: { type: 'text', text: { body: text } } },
  })
  if (isSent) change({ editing: undefined })
  return isSent
}

/** Enter sends, with Shift it breaks the line; while a character is being composed it belongs to that. */
const onKey = (event: KeyboardEvent): void => {
  if (event.key === 'Escape') dropAnswering()
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  void submit()
}

const onPaste = (event: ClipboardEvent): void => {
  const file = event.clipboardData?.files[0]
  if (!file) return
  event.preventDefault()
  void openFileSheet(file.type.startsWith('image/') ? 'image' : 'document', file)
}

const dropAnswering = (): void => change({ answering: undefined, editing: undefined })

/** What is answered or changed, above the field. */
const banner = (): TemplateResult | typeof nothing => {
  const w = words()
  const { answering, editing } = state
  const message = editing ?? answering
  if (!message) return nothing
  return html`<div class="banner">
    <span class="hidden">${editing ? w.editing : w.replyingTo(authorOf(message))}</span>
    ${quote(message)}
    <button class="round" aria-label=${w.cancel} @click=${dropAnswering}>${icon('close')}</button>
  </div>`
}

const insertEmoji = (emoji: string): void => {
  setDraft((state.drafts.get(draftKey()) ?? '') + emoji)
  focusComposer()
}

/** Where the person writes. */
export const composer = (): TemplateResult => {
  const w = words()
  const text = state.drafts.get(draftKey()) ?? ''
  return html`<footer class="composer">
    ${banner()}
    <button class="round" aria-label=${w.attach} aria-haspopup="dialog" @click=${openAttachSheet}>${icon('add')}</button>
    <div class="field">
      <textarea
        id="composer"
        rows="1"
        dir="auto"
        aria-label=${w.message}
        placeholder=${w.message}
        .value=${live(text)}
        @input=${(event: Event) => setDraft((event.target as HTMLTextAreaElement).value)}
        @keydown=${onKey}
        @paste=${onPaste}
      ></textarea>
      <button class="round" aria-label=${w.emoji} aria-haspopup="dialog" @click=${() => openEmojiSheet(insertEmoji)}>
        ${icon('face')}
      </button>
    </div>
    ${
      text.trim() === ''
        ? html`<button class="round primary" aria-label=${w.voice} aria-haspopup="dialog" @click=${openVoiceSheet}>
            ${icon('microphone')}
          </button>`
        : html`<button class="round primary" aria-label=${w.send} @click=${() => void submit()}>${icon('send')}</button>`
    }
  </footer>`
}
