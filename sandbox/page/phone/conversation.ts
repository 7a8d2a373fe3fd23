import { html, nothing, type TemplateResult } from 'lit-html'
import { ref } from 'lit-html/directives/ref.js'
import { repeat } from 'lit-html/directives/repeat.js'
import { bubble } from '../bubbles/bubble.ts'
import { loadOlder, orToast } from '../chats.ts'
import { icon } from '../icons.ts'
import { isTyping } from '../people/typing.ts'
import { selectedNumber, state } from '../store.ts'
import { dayName, isSameDay } from '../text/time.ts'
import { words } from '../words.ts'
import { type Folded, foldMessages } from './fold-messages.ts'
import { noteScroll, scrollToEnd, watchGrowth } from './scrolling.ts'

const dayLine = (at: number): TemplateResult => html`<p class="day"><span>${dayName(at)}</span></p>`

/** A message, with a line for the day above the first of each. */
const row = (item: Folded, before: Folded | undefined): TemplateResult => {
  const { at, is_mine } = item.message
  const isNewDay = !before || !isSameDay(before.message.at, at)
  const isFirstOfSide = isNewDay || before?.message.is_mine !== is_mine
  return html`${isNewDay ? dayLine(at) : nothing}${bubble(item, isFirstOfSide)}`
}

const typingBubble = (): TemplateResult => html`<div class="line is-theirs">
  <div class="bubble typing" role="img" aria-label=${words().typing}><i></i><i></i><i></i></div>
</div>`

const emptyChat = (): TemplateResult => html`<div class="chat-empty">
  <p>${words().emptyChat(selectedNumber()?.name ?? '')}</p>
  <p class="hint">${words().emptyChatHint}</p>
</div>`

/** What is on the phone, newest at the end, where it stays unless somebody reads further up. */
export const conversation = (): TemplateResult => {
  const w = words()
  const { page } = state
  const folded = foldMessages(page?.messages ?? [])
  return html`<div class="conversation-box">
    <div
      id="conversation"
      class="conversation"
      role="log"
      aria-live="off"
      aria-label=${w.conversation}
      tabindex="0"
      @scroll=${noteScroll}
    >
      <div class="messages" ${ref(watchGrowth)}>
      ${
        page?.has_more
          ? html`<button class="earlier" @click=${() => void orToast(loadOlder())}>${w.earlier}</button>`
          : nothing
      }
      ${page && folded.length === 0 ? emptyChat() : nothing}
      ${repeat(
        folded,
        ({ message }) => message.id,
        (item, index) => row(item, folded[index - 1]),
      )}
      ${page && isTyping(page.chat) ? typingBubble() : nothing}
      </div>
    </div>
    ${
      state.hasNewBelow
        ? html`<button class="new-below" @click=${scrollToEnd}>${icon('arrowDown')}${w.newMessages}</button>`
        : nothing
    }
  </div>`
}
