import type { EventData, EventType } from '../../events/event.ts'
import { codeView } from '../code-view.ts'
import { type Html, html, prose } from '../html.ts'
import type { Guide, GuideContext } from './guide.ts'

/** Every field of an event's data, by the types of the log themselves; with words where the name says too little. */
const TYPES: { [Type in EventType]: [when: string, data: Record<keyof EventData[Type], string>] } = {
  'message.received': [
    'A customer wrote, or the business’s own phone app did.',
    { message_id: '', chat_id: '', type: '', direction: '`inbound` or `outbound`' },
  ],
  'message.status': [
    'A message of yours went a step on its way.',
    {
      message_id: '',
      status: '',
      at: 'WhatsApp’s own time, where it gave one',
      error: 'the reason of a failure: `code`, `title`, `details`, `what_to_do`',
      next_attempt_at: 'when it is tried again',
      bulk_id: 'of one that belongs to a bulk send',
    },
  ],
  'bulk.updated': [
    'What became of a bulk send’s recipients so far, once a second at most; or it was paused, resumed, stopped, done.',
    { bulk_id: '', status: '', counts: '', paused_reason: '' },
  ],
  'chat.updated': [
    'Something of a chat changed: its last message, its window, what is unread, whose it is, its state, tags or priority.',
    { chat_id: '', contact_id: '' },
  ],
  'chat.merged': [
    'Two chats turned out to be with one person; the first is gone.',
    { chat_id: '', into_chat_id: '' },
  ],
  'note.updated': [
    'A private note of the team was written, changed or taken away.',
    {
      chat_id: '',
      note_id: '',
      author_id: 'a user',
      mentions: 'users',
      is_deleted: 'true for one that is gone',
    },
  ],
  'agent.updated': [
    'Somebody of the team went into another state, or has more or fewer chats. Of no integration, and told to users alone.',
    { user_id: '' },
  ],
  'desk.updated': [
    'Something that the whole team works with changed. Of no integration, and told to users alone.',
    { what: 'tags, closing_reasons, quick_responses, auto_replies, users or settings' },
  ],
  'contact.updated': [
    'A name, number or wish of a customer changed. A wish about marketing is told to each integration of the account.',
    { contact_id: '', opted_out_at: 'null for one who has not opted out' },
  ],
  'contact.erased': [
    'A person was forgotten, and the chat with them is gone.',
    { contact_id: '', chat_id: '' },
  ],
  'media.status': [
    'A customer’s file is here, or could not be fetched.',
    { media_id: '', status: '`stored` or `failed`', reason: 'of a failure' },
  ],
  'template.status': [
    'WhatsApp approved, rejected, paused or rated a template.',
    { template_id: '', language: '', status: '', '…': 'what WhatsApp said' },
  ],
  'integration.status': [
    'Something about a number or its account changed.',
    { status: '', '…': 'what WhatsApp said' },
  ],
  'webhook.status': [
    'A webhook endpoint is failing, was switched off, or works again.',
    { webhook_id: '', status: '`failing`, `disabled` or `working`', reason: 'of a failure' },
  ],
}

const RESET = ['The events after the number that you gave are not kept any more.', { reason: '' }] as const

const PRESENCE = [
  'Who looks at a chat, and who writes an answer there. In streams of users alone, when it changes and as it stands at the beginning; without an id.',
  { chat_id: '', viewers: '`id`, `name` and `typing` of each user' },
] as const

const dataView = (data: Record<string, string>): Html =>
  prose(
    Object.entries(data)
      .map(([name, words]) =>
        [name === '…' ? '' : `\`${name}\``, words && `(${words})`].filter(Boolean).join(' '),
      )
      .join(', '),
  )

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
<tbody>${Object.entries({ ...TYPES, presence: PRESENCE, reset: RESET }).map(
    ([name, [when, data]]) =>
      html`<tr><th scope="row"><code>${name}</code></th><td>${when}</td><td>${dataView(data)}</td></tr>`,
  )}</tbody>
</table>`,
})
