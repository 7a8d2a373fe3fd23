import { type Notation, writeLiteral } from './literal.ts'
import { indent, SAVED_FILE, type SampleBody, type SampleWriter } from './request.ts'

const ESCAPES: Record<string, string> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const quote = (text: string): string =>
  `'${text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what has to be escaped
    /[\\'\u0000-\u001f\u007f\u2028\u2029]|\p{Cs}/gu,
    (sign) => ESCAPES[sign] ?? `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}'`

const writeKey = (key: string): string => {
  // Even quoted it would set the object's prototype.
  if (key === '__proto__') return `['__proto__']`
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key)
}

const notation: Notation = {
  text: quote,
  word: String,
  list: () => ['[', ']'],
  object: () => ['{', '}'],
  entry: (key, value) => `${writeKey(key)}: ${value}`,
  emptyObject: '{}',
  gap: ' ',
  indentBy: 2,
}

const ANSWERS = {
  json: 'console.log(response.status, await response.json())',
  text: 'console.log(response.status, await response.text())',
  nothing: 'console.log(response.status)',
  file: `if (!response.ok) throw new Error(await response.text())\nawait writeFile('${SAVED_FILE}', Buffer.from(await response.arrayBuffer()))`,
}

/** For Node.js 20 or later; but for files the same in a browser. */
export const writeJavaScript: SampleWriter = ({ method, url, headers, body, answer }) => {
  const allHeaders = Object.fromEntries([
    ...headers,
    ...(body?.kind === 'json' ? [['Content-Type', 'application/json']] : []),
  ])
  const options = [
    ...(method === 'GET' ? [] : [`method: ${quote(method)},`]),
    ...(Object.keys(allHeaders).length > 0 ? [`headers: ${writeLiteral(allHeaders, notation)},`] : []),
    ...(body?.kind === 'json' ? [`body: JSON.stringify(${writeLiteral(body.value, notation)}),`] : []),
    ...(body?.kind === 'form' ? ['body: form,'] : []),
  ]
  const call =
    options.length > 0
      ? `fetch(${quote(url)}, {\n  ${options.map((option) => indent(option, 2)).join('\n  ')}\n})`
      : `fetch(${quote(url)})`
  const imports = [
    ...(body?.kind === 'form' && body.files.length > 0 ? [`import { openAsBlob } from 'node:fs'`] : []),
    ...(answer === 'file' ? [`import { writeFile } from 'node:fs/promises'`] : []),
  ]
  return [
    ...(imports.length > 0 ? [...imports, ''] : []),
    ...(body?.kind === 'form' ? [...writeForm(body), ''] : []),
    `const response = await ${call}`,
    ANSWERS[answer],
  ].join('\n')
}

const writeForm = ({ fields, files }: SampleBody & { kind: 'form' }): string[] => [
  'const form = new FormData()',
  ...fields.map(([name, value]) => `form.append(${quote(name)}, ${quote(value)})`),
  ...files.map(({ name, path, mimeType }) => {
    const file = `await openAsBlob(${quote(path)}, { type: ${quote(mimeType)} })`
    return `form.append(${quote(name)}, ${file}, ${quote(path)})`
  }),
]
