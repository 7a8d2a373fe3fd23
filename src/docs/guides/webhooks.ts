import type { WebhookEvent } from '../../webhooks/payloads/kinds.ts'
import { samplePayload } from '../../webhooks/payloads/samples.ts'
import { codeView, jsonView } from '../code-view.ts'
import { type Html, html, prose } from '../html.ts'
import type { Guide } from './guide.ts'
import { RECEIVERS } from './receivers.ts'

const KINDS: [kind: WebhookEvent, meaning: string][] = [
  ['message.received', 'A customer wrote to the number.'],
  [
    'message.status',
    'A message of yours was `sent`, `delivered` or `read`, or has `failed`. One that expired or was cancelled is told as failed, with a code of this server’s own.',
  ],
  ['template.status', 'WhatsApp approved, rejected, paused or rated a template.'],
  ['integration.status', 'Something about the number or its account changed.'],
]

const TYPES: [type: string, object: string][] = [
  ['text', '`text`, a string; the others have an object under their name'],
  [
    'image, video, audio, document, sticker',
    '`id`, `mime_type`, `sha256` in base64, and `caption`, `filename`, `voice`, `animated` where there is one. The file is at `GET …/messages/media/{id}`; the webhook does not wait for it.',
  ],
  ['location', '`latitude`, `longitude`, and `name`, `address`'],
  ['contacts', 'a list of contacts, as WhatsApp writes them'],
  ['button', '`payload` and `text` of a template’s button that was tapped'],
  [
    'interactive',
    '`type` and under its name the answer: `button_reply` and `list_reply` with `id` and `title`, `nfm_reply` with what a form holds, `call_permission_reply`',
  ],
  ['order', '`catalog_id`, `product_items`, `text`'],
  ['reaction', '`message_id` of yours or theirs, and `emoji`; an empty one takes the reaction back'],
  ['edit, revoke', '`original_message_id`, and what an edit makes of it in `message`'],
  ['system', 'such as a number that changed hands: `type`, `body`, `wa_id`'],
  ['unsupported', '`errors`: what WhatsApp does not pass on'],
]

const HEADERS: [name: string, meaning: string][] = [
  ['webhook-id', 'Names the message. The same in every attempt and replay: keep it, and do nothing twice.'],
  ['webhook-timestamp', 'When this attempt was made, in Unix seconds.'],
  [
    'webhook-signature',
    '`v1,` and the signature; two of them with a blank between for a day after a rotation.',
  ],
  ['Authorization, X-Webhook-Token', '`Bearer TOKEN` and `TOKEN`, when the endpoint has a token.'],
  ['User-Agent', '`Masa/` and the version.'],
]

/** A time in the past, so that the page is the same at each look. */
const AT = new Date('2024-06-10T06:13:20Z')

const table = (heads: string[], rows: [string, string][]): Html => html`<table class="plain">
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(([name, meaning]) => html`<tr><th scope="row"><code>${name}</code></th><td>${prose(meaning)}</td></tr>`)}</tbody>
</table>`

export const webhooks: Guide = {
  id: 'webhooks',
  title: 'Webhooks',
  body: html`
<p>What happens is posted to programs of yours: <a href="#create-webhook">create a webhook</a> with its URL, and keep the <code>secret</code> of the answer. An integration has up to 20. Each gets JSON by POST, and answers with any 2xx within 15 seconds; what it takes longer for, do after the answer.</p>
${table(['Event', 'When'], KINDS)}
<div class="pair">
${KINDS.map(([kind]) => jsonView(samplePayload(kind, 11, AT), kind))}
</div>
<h3 id="webhook-types">Received messages</h3>
<p><code>type</code> says what came. <code>from</code> has no plus; a person without a number has a <code>user_id</code> in its place. A reply has <code>context</code> with the <code>id</code> of the message that it answers, <code>null</code> when that is not known here. <code>forwarded</code>, <code>referral</code> and <code>referred_product</code> say where it came from. Take fields and types that you do not know as they are: there will be more.</p>
${table(['type', 'Its object'], TYPES)}
<h3 id="webhook-headers">Headers</h3>
${table(['Header', 'Meaning'], HEADERS)}
<h3 id="webhook-verify">Verify each one</h3>
<p>Anybody can post to your URL. Signatures follow Standard Webhooks (standardwebhooks.com), which has libraries for most languages. They want the body as it came, not parsed and written anew.</p>
${RECEIVERS.map(({ language, title, code }) => codeView(code, language, title))}
<p>By hand: HMAC-SHA256 of <code>webhook-id</code>, <code>webhook-timestamp</code> and the body with dots between, by the bytes that the part of the secret after <code>whsec_</code> is in base64; the result in base64 is one of the signatures. Refuse what is older than five minutes. <a href="#rotate-webhook-secret">Rotating the secret</a> leaves the old one signing along for 24 hours.</p>
<h3 id="webhook-schedule">When a receiver fails</h3>
<p>Anything but a 2xx is a failure, a redirect too. Attempts are made at once, then after 5 seconds, 5 minutes, 30 minutes, 2, 5, 10 and 10 hours, each a fifth more or less; then the delivery is <code>given_up</code>. <code>Retry-After</code> with 429 or 503 puts the next one off, by a day at most. One receiver that hangs delays no other. Deliveries may come in another order than things happened, and one may come twice, when its answer was lost.</p>
<p>410 switches an endpoint off. So do five days without a success, after a notice two days before (the event <code>webhook.status</code>, and the operator’s log). What waits then goes on when the endpoint is <a href="#change-webhook">switched on</a> again; what happens meanwhile is not told. <a href="#test-webhook">Test</a> it first.</p>
<h3 id="webhook-replay">Look and replay</h3>
<p>Every <a href="#list-webhook-deliveries">delivery</a> is kept for 30 days, unless the operator set another time, with its body and what your program answered. <a href="#replay-webhook-delivery">One</a>, or <a href="#replay-webhook-deliveries">all of a time</a>, are sent again under the same <code>webhook-id</code>.</p>
<h3 id="webhook-addresses">Addresses</h3>
<p>Webhooks go to public addresses only, over http or https, at any port. A name that leads to a private, loopback or link-local address is refused when it is connected to, whatever it led to before. For programs on the same machine or network, the operator names their networks or host names in <code>MASA_WEBHOOK_ALLOW</code>.</p>`,
}
