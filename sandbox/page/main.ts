import { html, nothing, render, type TemplateResult } from 'lit-html'
import { followAddress, loadChat, orToast } from './chats.ts'
import { people } from './people/people.ts'
import { device } from './phone/device.ts'
import { keepScrolling, noteHeight } from './phone/scrolling.ts'
import { receiver } from './receiver/receiver.ts'
import { keepFocus } from './sheets/focus.ts'
import { onChange, selectedNumber, state } from './store.ts'
import { followSandbox } from './stream.ts'
import { words } from './words.ts'

const isReceiverPage = location.pathname === '/receiver'

const desk = (): TemplateResult => html`
  ${state.isConnected ? nothing : html`<p class="offline" role="status">${words().notConnected}</p>`}
  ${isReceiverPage ? nothing : html`${people()} ${device()}`} ${receiver(isReceiverPage)}
  <p class="hidden" aria-live="polite">${state.announcement}</p>
  <p class="toast ${state.toast ? 'is-shown' : ''}" role="status">${state.toast}</p>
`

const nameWindow = (): void => {
  const unread = state.chats.reduce((sum, { unread: count }) => sum + count, 0)
  const name = isReceiverPage ? words().receiver : state.page?.chat.name
  document.title = [
    unread > 0 && !isReceiverPage ? `(${unread})` : '',
    name ?? selectedNumber()?.name ?? '',
    '·',
    words().title,
  ]
    .filter((part) => part !== '')
    .join(' ')
}

const root = document.getElementById('desk')!

const draw = (): void => {
  noteHeight()
  document.documentElement.lang = state.language
  root.dataset['view'] = isReceiverPage ? 'receiver' : state.view
  root.classList.toggle('is-receiver-page', isReceiverPage)
  render(desk(), root)
  nameWindow()
  keepScrolling()
  keepFocus()
}

onChange(draw)
draw()
addEventListener('hashchange', followAddress)
// What came while nobody looked is looked at now.
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void orToast(loadChat())
})
followSandbox()
