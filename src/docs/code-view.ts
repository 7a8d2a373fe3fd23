import { highlight } from './highlight.ts'
import { type Html, html } from './html.ts'
import type { Sample } from './samples/build.ts'
import { LANGUAGES } from './samples/languages.ts'

/** A block of code. Long lines scroll, also by keyboard. */
export const codeView = (code: string, language: string, title?: string): Html => html`<div class="code">
${title !== undefined && html`<p class="code-title">${title}</p>`}<pre tabindex="0"><code>${highlight(code, language)}</code></pre>
</div>`

export const jsonView = (value: unknown, title?: string): Html =>
  codeView(JSON.stringify(value, null, 2), 'json', title)

/**
 * A sample in all languages. The tabs are radio buttons, so that they work by keyboard and without a script;
 * `name` tells this group of them from the others.
 */
export const sampleView = ({ title, request }: Sample, name: string): Html => html`<div class="code samples">
<fieldset><legend>${title}</legend>${LANGUAGES.map(
  ({ id, label }, index) =>
    html`<label><input type="radio" name="${name}" value="${id}"${index === 0 && html` checked`}><span>${label}</span></label>`,
)}</fieldset>
${LANGUAGES.map(
  ({ id, write }) =>
    html`<pre tabindex="0" data-language="${id}"><code>${highlight(write(request), id)}</code></pre>`,
)}
</div>`
