import { html, nothing, type TemplateResult } from 'lit-html'
import type { ShownChat, ShownMessage } from '../../phone/shapes.ts'
import { addressOf } from '../address.ts'
import { ticks } from '../bubbles/ticks.ts'
import { icon } from '../icons.ts'
import { state } from '../store.ts'
import { previewOf } from '../text/preview.ts'
import { shortTime } from '../text/time.ts'
import { words } from '../words.ts'
import { avatar } from './avatar.ts'
import { isTyping } from './typing.ts'

const maxShownUnread = 99

const lastLine = (last: ShownMessage | null): TemplateResult => {
  if (!last) return html`<span class="person-last faint">${words().noMessagesYet}</span>`
  const { icon: name, text } = previewOf(last, words())
  return html`<span class="person-last" dir="auto">
    ${last.is_mine ? ticks(last) : nothing}${last.state === 'failed' ? icon('warning') : nothing}
    ${name ? icon(name) : nothing}<span>${text}</span>
  </span>`
}

const unreadMark = (count: number): TemplateResult | typeof nothing =>
  count === 0
    ? nothing
    : html`<span class="unread" title=${words().unread(count)}>
        <span aria-hidden="true">${count > maxShownUnread ? `${maxShownUnread}+` : count}</span>
        <span class="hidden">${words().unread(count)}</span>
      </span>`

export const personRow = (chat: ShownChat): TemplateResult => html`<li>
  <a
    class="person"
    href=${addressOf(chat.key)}
    aria-current=${chat.key === state.openKey ? 'true' : 'false'}
  >
    ${avatar(chat.key, chat.name)}
    <span class="person-name">${chat.name}</span>
    <time class="person-time ${chat.unread > 0 ? 'is-new' : ''}">
      ${chat.last ? shortTime(chat.last.at) : nothing}
    </time>
    ${isTyping(chat) ? html`<span class="person-last is-typing">${words().typing}</span>` : lastLine(chat.last)}
    ${unreadMark(chat.unread)}
  </a>
</li>`
