import { jsonView } from '../code-view.ts'
import { listErrorCodes } from '../error-codes.ts'
import { html, prose } from '../html.ts'
import type { Guide, GuideContext } from './guide.ts'

export const errors = ({ origin, groups }: GuideContext): Guide => {
  const codes = listErrorCodes(groups)
  return {
    id: 'errors',
    title: 'Errors',
    body: html`
<p>An error has an HTTP status of 4xx or 5xx and always this body. Decide by <code>code</code>; <code>message</code> is for people and may change; <code>doc_url</code> leads to the row below.</p>
${jsonView({
  error: {
    code: 'failed_validation',
    message: 'The to field is required.',
    doc_url: `${origin}/docs#error-failed_validation`,
    fields: { to: ['The to field is required.'] },
  },
})}
<p><code>fields</code> comes with <code>failed_validation</code> and names every field by its dotted path, such as <code>destinations.0.phone</code>. <code>request_id</code> comes with a 5xx. A request that is refused has done nothing, with one exception: a template that was written and submitted at once stays as a draft when Meta refuses it.</p>
<table class="codes">
<thead><tr><th scope="col">Status</th><th scope="col">Code</th><th scope="col">Meaning</th><th scope="col">What to do</th></tr></thead>
<tbody>${codes.map(({ status, code, meaning, whatToDo }, index) => {
      const isFirst = codes[index - 1]?.status !== status
      return html`<tr id="error-${code}">
<td${isFirst && html` id="status-${status}"`}>${status}</td>
<th scope="row"><a href="#error-${code}"><code>${code}</code></a></th>
<td>${prose(meaning)}</td>
<td>${prose(whatToDo)}</td>
</tr>`
    })}</tbody>
</table>
<p>Errors of a message that was accepted, and failed later, have <a href="#codes">codes of their own</a>.</p>`,
  }
}
