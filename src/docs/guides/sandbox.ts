import { codeView } from '../code-view.ts'
import { html, prose } from '../html.ts'
import type { Guide, GuideContext } from './guide.ts'

const CALLS: [call: string, meaning: string][] = [
  [
    'GET /_sandbox/messages',
    'What was accepted, oldest first, with its statuses. `to`, `since` and `limit` narrow it.',
  ],
  ['DELETE /_sandbox/messages', 'Empties that list and the counts.'],
  ['POST /_sandbox/inbound', 'A customer writes: `from`, `name`, and `message` in the Cloud API’s form.'],
  [
    'POST /_sandbox/faults',
    'Lets the next sends go wrong: `mode` (`error`, `http`, `slow`, `hang`, `reset_before`, `reset_after`, `failed`, `no_webhook`, `duplicate_webhook`, `shuffle_webhooks`), `times`, and `match` by `to`, `path` or `phone_number_id`; `code`, `status` and `delay_ms` where the mode needs them.',
  ],
  ['GET /_sandbox/faults', 'Those that are still to come.'],
  ['DELETE /_sandbox/faults', 'All is well again.'],
  [
    'PUT /_sandbox/settings',
    'How soon messages are sent, delivered and read (`statuses`), whether the 24-hour window and the rates are enforced, and how long a template is in review. `GET` shows them.',
  ],
  ['POST /_sandbox/templates', 'Gives a template another status or quality, and tells it as Meta does.'],
  ['POST /_sandbox/numbers', 'The same for a number.'],
  [
    'PUT /_sandbox/app',
    'Breaks one thing of the app, for the doctor to find: `app_secret`, `token_valid`, `token_expires_at`, `scopes`, `fields`, `clock_ahead_ms`.',
  ],
  ['GET /_sandbox/stats', 'Counts: accepted, rejected by code, webhooks.'],
  [
    'PUT /_sandbox/receiver',
    'The secrets (`secrets`) that the made-up shop checks webhooks with. `GET` shows what it got, `DELETE` forgets it.',
  ],
  ['GET /_sandbox/credentials', 'What a foreign client of the Cloud API needs to use the sandbox.'],
]

export const sandbox = ({ sandboxUrl }: GuideContext): Guide => ({
  id: 'sandbox',
  title: 'Sandbox',
  body: html`
<p>While no real number is connected, a stand-in for WhatsApp runs beside the server: the sandbox. It checks what WhatsApp checks, answers with Meta’s codes, and tells the statuses that follow. No message leaves the machine. The operator switches it with <code>MASA_SANDBOX</code>.</p>
<p>It holds what the samples on this page name: the integrations 11 and 22, the templates 1 and 75, and <code>+905555555555</code> among twenty customers who have written just now.</p>
<p>Open <code>${sandboxUrl}</code> in a browser: there one holds the customers’ phones. Choose somebody, write as he or she would, and use what your program sends as on a phone: buttons, lists, forms, templates, media. Ticks tell when a message was received and when it was read; each person may give read receipts or not.</p>
<p>Beside the phone a made-up shop’s program shows the webhooks that this server sends to <code>${sandboxUrl}/receiver</code>, and whether their signatures are right.</p>
<p><a href="#get-sandbox">GET /v1/sandbox</a> says where it is, and what was tried with it: the inbox ticks its first steps by that.</p>
<p>For tests it has calls of its own. They need no token, and answer on loopback only, at the sandbox’s own port, which the operator sets with <code>MASA_SANDBOX_PORT</code>.</p>
<table class="plain">
<thead><tr><th scope="col">Call</th><th scope="col">What it does</th></tr></thead>
<tbody>${CALLS.map(
    ([call, meaning]) => html`<tr><th scope="row"><code>${call}</code></th><td>${prose(meaning)}</td></tr>`,
  )}</tbody>
</table>
<div class="pair">
${codeView(
  `curl '${sandboxUrl}/_sandbox/inbound' \\
  --header 'Content-Type: application/json' \\
  --data-raw '{
  "from": "905550000001",
  "message": { "type": "text", "text": { "body": "Hi" } }
}'`,
  'curl',
  'A customer writes',
)}
${codeView(
  `curl '${sandboxUrl}/_sandbox/faults' \\
  --header 'Content-Type: application/json' \\
  --data-raw '{
  "mode": "error",
  "code": 131056,
  "times": 3
}'`,
  'curl',
  'The next three sends are refused',
)}
</div>`,
})
