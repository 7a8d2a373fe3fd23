import { codeView, jsonView, sampleView } from './code-view.ts'
import type { Answer, JsonSchema, Operation } from './document.ts'
import { ERROR_CODES } from './error-codes.ts'
import { exampleOf } from './example.ts'
import { findFormBody, listFileFields } from './file-fields.ts'
import { type Html, html, prose } from './html.ts'
import { buildSamples } from './samples/build.ts'
import { listPlaceholders } from './samples/placeholders.ts'
import { listSchemaRows, type SchemaRow } from './schema-rows.ts'
import { WRITTEN_EXAMPLES } from './written-examples.ts'

/** An operation: what it takes and answers on one side, samples on the other. */
export const operationView = (operation: Operation, origin: string): Html => {
  const { id, method, path, summary, description, isDeprecated, answers } = operation
  const samples = buildSamples(operation, origin)
  return html`<section class="operation" id="${id}" aria-labelledby="${id}-title">
<div class="about">
<h3 id="${id}-title"><a href="#${id}">${summary}</a></h3>
<p class="endpoint">${methodView(method)} <code>${pathView(path)}</code></p>
${isDeprecated && html`<p><strong>Deprecated.</strong></p>`}
${description !== undefined && html`<p>${prose(description)}</p>`}
${parametersView(operation)}
${bodyView(operation)}
${answers.map(answerFieldsView)}
${errorsView(operation)}
</div>
<div class="examples">
${samples.map((sample, index) => sampleView(sample, `${id}-${index}`))}
${placeholdersView(
  listPlaceholders(
    operation,
    samples.map(({ request }) => request),
  ),
)}
${answers.map((answer) => answerExampleView(operation, answer))}
</div>
</section>`
}

export const methodView = (method: string): Html =>
  html`<span class="method ${method.toLowerCase()}">${method}</span>`

const placeholdersView = (names: string[]): Html | undefined =>
  names.length > 0
    ? html`<p class="note">Put your own in place: ${names.map((name, index) => html`${index > 0 && ', '}<code>${name}</code>`)}.</p>`
    : undefined

/** Breaks at slashes only, parameters marked. */
const pathView = (path: string): Html =>
  html`${path
    .split(/(\/|\{[^}]*\})/)
    .map((part) => (part === '/' ? html`<wbr>/` : part.startsWith('{') ? html`<var>${part}</var>` : part))}`

const PLACES = [
  ['path', 'Path'],
  ['query', 'Query'],
  ['header', 'Headers'],
] as const

const parametersView = ({ parameters }: Operation): Html =>
  html`${PLACES.map(([place, title]) => {
    const own = parameters.filter((parameter) => parameter.in === place)
    const rows = own.flatMap(({ name, required, schema, description }) =>
      listSchemaRows({
        properties: { [headerCase(place, name)]: { ...schema, ...(description && { description }) } },
        required: required ? [headerCase(place, name)] : [],
      }),
    )
    return rows.length > 0 && html`<h4>${title}</h4>${fieldsView(rows)}`
  })}`

/** `idempotency-key` as people write it. */
const headerCase = (place: string, name: string): string =>
  place === 'header' ? name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase()) : name

/** All fields of a body; one that JSON has too, and a form as a file, with what it is in both. */
const bodySchema = (operation: Operation): JsonSchema | undefined => {
  const form = findFormBody(operation)
  const json = [...operation.bodies.values()][0]
  if (!form) return json
  const both = listFileFields(form).flatMap((name): [string, JsonSchema][] => {
    const own = json?.properties?.[name]
    if (own === undefined || own.format === 'binary') return []
    const words = [own.description, form.properties?.[name]?.description]
    return [[name, { ...own, description: words.join('\n\nAs a file: ') }]]
  })
  return { ...form, properties: { ...form.properties, ...Object.fromEntries(both) } }
}

const bodyView = (operation: Operation): Html | undefined => {
  const schema = bodySchema(operation)
  if (!schema) return undefined
  return html`<h4>Body</h4>
<p class="note"><a href="#bodies">JSON or a form</a>${findFormBody(operation) && '; with a file a multipart form'}.</p>
${fieldsView(listSchemaRows(schema))}`
}

/** More fields than these are folded away. */
const MAX_OPEN_ROWS = 6

const answerFieldsView = ({ status, description, contentType, schema }: Answer): Html => {
  const isList = schema?.items !== undefined
  const rows = listSchemaRows(schema?.items ?? schema ?? {})
  const fields = rows.length === 1 ? '1 field' : `${rows.length} fields`
  const note = description ?? (isJson(contentType) ? (isList ? 'A list.' : undefined) : contentType)
  return html`<h4>Answer <code>${status}</code></h4>
${note !== undefined && html`<p class="note">${note}</p>`}
${
  rows.length > 0 &&
  html`<details${rows.length <= MAX_OPEN_ROWS && html` open`}><summary>${fields}${isList && ' of each object'}</summary>${fieldsView(rows, 'answer')}</details>`
}`
}

const isJson = (contentType: string | undefined): boolean => contentType?.includes('json') ?? true

const answerExampleView = (
  operation: Operation,
  { status, schema, contentType }: Answer,
): Html | undefined => {
  const title = `Answer ${status}`
  if (!schema || !isJson(contentType))
    return status === '204' ? codeView('No content', 'http', title) : undefined
  return jsonView(WRITTEN_EXAMPLES[operation.operationId ?? '']?.answer ?? exampleOf(schema), title)
}

const errorsView = ({ errorStatuses }: Operation): Html | undefined =>
  errorStatuses.length > 0
    ? html`<p class="errors">Errors: ${errorStatuses.map(
        (status, index) => html`${index > 0 && ' · '}${statusView(status)}`,
      )}</p>`
    : undefined

/** Linked to its codes, where it has some. */
const statusView = (status: number): Html =>
  ERROR_CODES.some((error) => error.status === status)
    ? html`<a href="#status-${status}">${status}</a>`
    : html`${status}`

/** A caller asks what has to be given, a reader of an answer what may be missing. */
const fieldsView = (
  rows: SchemaRow[],
  of: 'request' | 'answer' = 'request',
): Html => html`<table class="fields">
<thead><tr><th scope="col">Field</th><th scope="col">Meaning</th></tr></thead>
<tbody>${rows.map(
  ({ name, type, isRequired, limits, description }) => html`<tr>
<th scope="row">${nameView(name)} <span class="type">${type}</span>${
    of === 'request'
      ? isRequired && html` <span class="required">required</span>`
      : !isRequired && html` <span class="optional">optional</span>`
  }</th>
<td>${description !== undefined && html`<span>${prose(description)}</span> `}${limits.length > 0 && html`<span class="limits">${limits.join(' · ')}</span>`}</td>
</tr>`,
)}</tbody>
</table>`

/** What a field lies in stands back. */
const nameView = (name: string): Html => {
  const at = name.lastIndexOf('.') + 1
  return html`<code>${at > 0 && html`<span class="outer">${name.slice(0, at)}</span><wbr>`}${name.slice(at)}</code>`
}
