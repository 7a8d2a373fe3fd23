import type { JsonSchema, Operation } from '../document.ts'
import { exampleOf } from '../example.ts'
import { findFormBody, listFileFields } from '../file-fields.ts'
import { WRITTEN_EXAMPLES } from '../written-examples.ts'
import { type FormFile, type SampleBody, type SampleRequest, toFormFields } from './request.ts'

/** One of the ways to make a request: as JSON, or as a form with a file. */
export type Sample = { title: string; request: SampleRequest }

const TOKEN = 'YOUR_API_TOKEN'

/** The samples of an operation, with the values that its schemas give as examples. `origin` is the server's. */
export const buildSamples = (operation: Operation, origin: string): Sample[] => {
  const request = {
    method: operation.method,
    url: origin + fillPath(operation) + query(operation),
    headers: listHeaders(operation),
    answer: answerKind(operation),
  }
  const json = jsonBody(operation)
  const form = formBody(operation)
  return [
    ...(form?.isRequired ? [] : [{ title: json ? 'JSON' : 'Request', request: { ...request, body: json } }]),
    ...(form ? [{ title: 'Form with a file', request: { ...request, body: form.body } }] : []),
  ]
}

const sampleValue = ({ example, schema, name }: Operation['parameters'][number]): string =>
  String(example ?? (/(^|_)id$/.test(name) ? (schema.examples?.[0] ?? 1) : exampleOf(schema, name)))

const fillPath = ({ path, parameters }: Operation): string =>
  path.replace(/\{([^}]+)\}/g, (_, name) => {
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name)
    return encodeURIComponent(parameter ? sampleValue(parameter) : name)
  })

/** Those that have to be given. */
const query = ({ parameters }: Operation): string => {
  const needed = parameters.filter((one) => one.in === 'query' && one.required)
  const words = needed.map((one) => `${encodeURIComponent(one.name)}=${encodeURIComponent(sampleValue(one))}`)
  return words.length > 0 ? `?${words.join('&')}` : ''
}

const listHeaders = ({ needsToken, parameters }: Operation): [string, string][] => [
  ...(needsToken ? [['Authorization', `Bearer ${TOKEN}`] as [string, string]] : []),
  ...parameters
    .filter((one) => one.in === 'header' && one.required)
    .map((one): [string, string] => [one.name, sampleValue(one)]),
]

const answerKind = ({ answers }: Operation): SampleRequest['answer'] => {
  const { status, contentType } = answers.find((answer) => /^2/.test(answer.status)) ?? {}
  if (status === '204') return 'nothing'
  if (contentType === undefined || contentType.startsWith('text/')) return 'text'
  return /\bjson\b/.test(contentType) ? 'json' : 'file'
}

const bodyExample = ({ operationId }: Operation, schema: JsonSchema): unknown =>
  WRITTEN_EXAMPLES[operationId ?? '']?.body ?? exampleOf(schema)

const jsonBody = (operation: Operation): SampleBody | undefined => {
  const schema = operation.bodies.get('application/json')
  return schema && { kind: 'json', value: bodyExample(operation, schema) }
}

const formBody = (operation: Operation): { isRequired: boolean; body: SampleBody } | undefined => {
  const schema = findFormBody(operation)
  if (!schema) return undefined
  const names = listFileFields(schema)
  const required = names.filter((name) => schema.required?.includes(name))
  const files = (required.length > 0 ? required : names.slice(0, 1)).map(sampleFile)
  // A field that may be a list or a file is a file here.
  const isFile = (field: string): boolean => names.includes(field.replace(/\[.*$/, ''))
  const fields = toFormFields(bodyExample(operation, schema)).filter(([name]) => !isFile(name))
  return { isRequired: required.length > 0, body: { kind: 'form', fields, files } }
}

const sampleFile = (name: string): FormFile =>
  /recipients|csv/.test(name)
    ? { name, path: 'recipients.csv', mimeType: 'text/csv' }
    : { name, path: 'test_image.jpg', mimeType: 'image/jpeg' }
