import { html, prose } from '../html.ts'
import type { Guide } from './guide.ts'

const WAY = ['queued', 'sending', 'accepted', 'sent', 'delivered', 'read']

const STATUSES: [name: string, meaning: string][] = [
  [
    'queued',
    'Stored for good, waiting for its turn. `next_attempt_at` says when it is tried again after an error.',
  ],
  ['sending', 'The request to WhatsApp is under way.'],
  ['accepted', 'WhatsApp has taken it and given it an id (`wamid`).'],
  ['sent', 'It has left WhatsApp for the phone: one tick.'],
  ['delivered', 'It is on the phone: two ticks.'],
  ['read', 'It was opened: blue ticks. Comes only from people who show that.'],
  ['failed', 'It will not arrive. `error` says why and what to do; nothing sends it again by itself.'],
  [
    'unknown',
    'The request went out, but its answer was lost, so that sending again might reach the person twice. A status from WhatsApp settles it. When none comes within the operator’s time, 24 hours by default, it fails, or is sent again, as the operator chose.',
  ],
  ['expired', 'It could not leave within its `expires_in`, and was not sent.'],
  ['cancelled', 'It was cancelled while it was still queued, and was not sent.'],
]

export const statuses: Guide = {
  id: 'statuses',
  title: 'Message statuses',
  body: html`
<p>A message that was accepted with 200 is never lost, and its end is always told. It is in exactly one status, and goes forward only:</p>
<ol class="way">${WAY.map((name) => html`<li><a href="#message-${name}">${name}</a></li>`)}</ol>
<p>Statuses of WhatsApp may come late, twice, in another order, or skip one: a message that is <em>read</em> was delivered. A failure told after the delivery is history and changes nothing.</p>
<table class="plain">
<thead><tr><th scope="col">Status</th><th scope="col">Meaning</th></tr></thead>
<tbody>${STATUSES.map(
    ([name, meaning]) =>
      html`<tr id="message-${name}"><th scope="row"><code>${name}</code></th><td>${prose(meaning)}</td></tr>`,
  )}</tbody>
</table>`,
}
