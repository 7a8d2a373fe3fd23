import { codeView } from '../code-view.ts'
import { html, prose } from '../html.ts'
import type { Guide, GuideContext } from './guide.ts'

const TYPES: [name: string, when: string, data: string][] = [
  [
    'message.received',
    'A customer wrote, or the business’s own phone app did.',
    '`message_id`, `chat_id`, `type`, `direction`',
  ],
  [
    'message.status',
    'A message of yours went a step on its way.',
    '`message_id`, `status`, and `error` with the reason; `bulk_id` when it belongs to a bulk send',
  ],
  [
    'bulk.updated',
    'What became of a bulk send’s recipients so far, once a second at most; or it was paused, resumed, stopped, done.',
    '`bulk_id`, `status`, `counts`, `paused_reason`',
  ],
  [
    'chat.updated',
    'The last message, the window or what is unread of a chat changed.',
    '`chat_id`, `contact_id`',
  ],
  [
    'chat.merged',
    'Two chats turned out to be with one person; the first is gone.',
    '`chat_id`, `into_chat_id`',
  ],
  [
    'contact.updated',
    'A name, number or wish of a customer changed. A wish about marketing is told to each integration of the account.',
    '`contact_id`, `opted_out_at`: null for one who has not opted out',
  ],
  ['media.status', 'A customer’s file is here, or could not be fetched.', '`media_id`, `status`, `reason`'],
  [
    'template.status',
    'WhatsApp approved, rejected, paused or rated a template.',
    '`template_id`, `language`, `status`',
  ],
  [
    'integration.status',
    'Something about a number or its account changed.',
    '`status`, and what WhatsApp said',
  ],
  [
    'webhook.status',
    'A webhook endpoint is failing, was switched off, or works again.',
    '`webhook_id`, `status`, `reason`',
  ],
  ['reset', 'The events after the number that you gave are not kept any more.', '`reason`'],
]

export const events = ({ origin }: GuideContext): Guide => ({
  id: 'events',
  title: 'Events',
  body: html`
<p>All that happens is written into one numbered log, in the same moment in which it happens. <a href="#list-events">GET /v1/events</a> reads it: what comes after the number that you have, of the integrations that your token reaches. Webhooks tell the same; the log is there for programs that rather ask, and for finding again what a receiver missed.</p>
<p>Numbers ascend, and some are never given. Ask again with the last number that you got, or follow the <code>Link</code>. With <code>Accept: text/event-stream</code> the answer does not end: it sends what you lack, then what happens, as it happens.</p>
${codeView(
  `curl --no-buffer '${origin}/v1/events?after=4711' \\
  --header 'Authorization: Bearer YOUR_API_TOKEN' \\
  --header 'Accept: text/event-stream'`,
  'curl',
)}
${codeView(
  `id: 4712
event: message.received
data: {"id":4712,"type":"message.received","at":"2024-05-31T06:33:30.000000Z","integration_id":11,"data":{"message_id":"gBEGkFBXUQRnAgnoOJ1ESPKBwME","chat_id":7,"type":"text","direction":"inbound"}}`,
  'http',
  'One event of the stream',
)}
<p>When the connection breaks, connect again with the last <code>id</code> as <code>Last-Event-ID</code> (browsers do so by themselves) or <code>after</code>: nothing is missed, nothing comes twice. A consumer that takes nothing for half a minute is closed. Events are kept for 30 days, unless the operator set another time; for an older number the answer is <code>reset</code>: load anew what you show, and go on after its <code>id</code>.</p>
<p>Every step of every message of a bulk send is in the log as well, but neither list nor stream tells it unless you ask: with <code>include=bulk</code>, or with <code>type=message.status</code>. Webhooks tell these like all others.</p>
<table class="plain">
<thead><tr><th scope="col">Type</th><th scope="col">When</th><th scope="col">data</th></tr></thead>
<tbody>${TYPES.map(
    ([name, when, data]) =>
      html`<tr><th scope="row"><code>${name}</code></th><td>${when}</td><td>${prose(data)}</td></tr>`,
  )}</tbody>
</table>`,
})
