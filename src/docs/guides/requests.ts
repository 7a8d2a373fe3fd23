import { codeView } from '../code-view.ts'
import { html } from '../html.ts'
import type { Guide, GuideContext } from './guide.ts'

export const bodies: Guide = {
  id: 'bodies',
  title: 'Request bodies',
  body: html`
<p>Every call that takes a body takes it in three forms. All of them mean the same.</p>
<dl>
<dt>JSON</dt><dd><code>application/json</code></dd>
<dt>Form</dt><dd><code>application/x-www-form-urlencoded</code>, with bracketed names for what is nested</dd>
<dt>Form with files</dt><dd><code>multipart/form-data</code>, where a call takes a file: one of your own machine, never a link</dd>
</dl>
<div class="pair">
${codeView(
  JSON.stringify(
    { template_id: 1, destinations: [{ phone: '+905555555555', parameters: { 'body-1': 'Hi' } }] },
    null,
    2,
  ),
  'json',
  'JSON',
)}
${codeView(
  `template_id=1
destinations[0][phone]=+905555555555
destinations[0][parameters][body-1]=Hi`,
  'form',
  'The same as form fields',
)}
</div>
<p>In a form, <code>name[]</code> appends to a list. A field that holds an object or a list may also hold it as JSON text: <code>destinations=[{"phone":"+905555555555"}]</code>. Numbers and booleans may be text: <code>"75"</code> is 75. Fields that a call does not know are ignored.</p>
<p>Phone numbers carry their country code. The plus may be missing; blanks, dashes and brackets do no harm. Times are UTC with six decimals: <code>2024-05-31T06:33:30.000000Z</code>. Texts are UTF-8.</p>`,
}

export const rateLimit: Guide = {
  id: 'rate-limit',
  title: 'Rate limit',
  body: html`
<p>Each IP address has a number of requests a minute: 60, unless the operator set another. Refused requests count, too. Every answer tells where you stand:</p>
${codeView(
  `HTTP/1.1 200 OK
X-RateLimit-Limit: 60
X-RateLimit-Remaining: 58
X-RateLimit-Reset: 1717137240`,
  'http',
)}
<p><code>X-RateLimit-Reset</code> is the Unix time at which the minute is over. Beyond the limit the answer is 429 <a href="#error-too_many_requests"><code>too_many_requests</code></a>, with the seconds to wait:</p>
${codeView(
  `HTTP/1.1 429 Too Many Requests
X-RateLimit-Remaining: 0
Retry-After: 26`,
  'http',
)}
<p>Queue your calls, and wait <code>Retry-After</code> before the next. Many people at once need one call only: a template takes many <code>destinations</code>, a bulk send many more. A server without a limit sends no such headers. Each session of the inbox has a limit of its own, and does not use up that of its address.</p>`,
}

export const pagination = ({ origin }: GuideContext): Guide => ({
  id: 'pagination',
  title: 'Pagination',
  body: html`
<p>Lists come in pages of 20, as a bare JSON array. <code>?page=2</code> asks for the second; the first is 1. While a next page exists, the <code>Link</code> header has its address:</p>
${codeView(`Link: <${origin}/v1/integrations?page=2>; rel=next`, 'http')}
<p>The last page has no such header, and a page past the end is <code>[]</code>. Other parameters stay in the link.</p>
<p>Lists that grow while you read them, such as messages and chats, take <code>limit</code> (1 to 100) in place of <code>page</code>. The link then carries a <code>cursor</code>: follow it as it is, and no row is skipped or shown twice, whatever comes in meanwhile.</p>`,
})

export const idempotency: Guide = {
  id: 'idempotency',
  title: 'Idempotency',
  body: html`
<p>An answer can get lost on its way to you. To send again without sending twice, give each send a key of your own, at most 255 characters, such as a UUID or the number of your order:</p>
${codeView('Idempotency-Key: order-4711-shipped', 'http')}
<p>For 24 hours the same key with the same body gives the stored answer, marked <code>Idempotency-Replayed: true</code>, and sends nothing. JSON and forms count as the same body when their fields are the same. Another body under the key is 422 <a href="#error-idempotency_key_reused"><code>idempotency_key_reused</code></a>; while the first request is still running, it is 409 <a href="#error-idempotency_key_in_use"><code>idempotency_key_in_use</code></a>. A request that was refused does not use the key up. Keys belong to an integration and a path.</p>`,
}
