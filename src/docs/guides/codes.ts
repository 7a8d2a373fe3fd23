import { type FailureCode, META_FAILURES, OWN_FAILURES } from '../failure-codes.ts'
import { type Html, html } from '../html.ts'
import type { Guide } from './guide.ts'

const table = (failures: readonly FailureCode[]): Html => html`<table class="codes failures">
<thead><tr><th scope="col">Code</th><th scope="col">Title</th><th scope="col">What to do</th><th scope="col">What this server does</th></tr></thead>
<tbody>${failures.map(
  ({ code, id, title, details, whatToDo, reaction }) => html`<tr id="${id}">
<th scope="row"><a href="#${id}">${code}</a></th>
<td>${title}${details !== undefined && html` <span class="details">${details}</span>`}</td>
<td>${whatToDo}</td>
<td>${reaction}</td>
</tr>`,
)}</tbody>
</table>`

export const codes: Guide = {
  id: 'codes',
  title: 'Failure codes',
  body: html`
<p>Why an accepted message has failed stands in its <code>error</code>: <code>code</code>, <code>title</code>, <code>details</code> of this very case, and <code>what_to_do</code>. Look a code up with your browser’s search.</p>
<h3 id="own-codes">This server’s own</h3>
<p>Ends that WhatsApp does not tell. They begin at 9000001, far above Meta’s.</p>
${table(OWN_FAILURES)}
<h3 id="meta-codes">Meta’s</h3>
<p>Codes of WhatsApp’s Cloud API. The last column is about an error that WhatsApp answers a send with; a failure that it tells later is final. A code that is not listed ends the message as failed, in Meta’s own words, unless Meta calls it temporary.</p>
${table(META_FAILURES)}`,
}
