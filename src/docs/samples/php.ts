import { type Notation, writeLiteral } from './literal.ts'
import { indent, SAVED_FILE, type SampleBody, type SampleWriter } from './request.ts'

const ESCAPES: Record<string, string> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\\': '\\\\',
  '"': '\\"',
  $: '\\$',
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what has to be escaped
const CONTROL = /[\u0000-\u001f\u007f]/

/** Single quotes, in which nothing is special but themselves and the backslash; double ones for control signs. */
const quote = (text: string): string =>
  CONTROL.test(text)
    ? `"${text.replace(
        // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what has to be escaped
        /[\\"$\u0000-\u001f\u007f]/g,
        (sign) => ESCAPES[sign] ?? `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`,
      )}"`
    : `'${text.replace(/[\\']/g, '\\$&')}'`

/** Keys that count from 0 would make it a list in JSON. */
const isListLike = (keys: string[]): boolean => keys.every((key, index) => key === String(index))

const notation: Notation = {
  text: quote,
  word: String,
  list: () => ['[', ']'],
  object: (keys) => (isListLike(keys) ? ['(object) [', ']'] : ['[', ']']),
  entry: (key, value) => `${quote(key)} => ${value}`,
  emptyObject: 'new stdClass()',
  gap: '',
  indentBy: 4,
}

const ANSWERS = {
  json: 'echo curl_exec($curl);',
  text: 'echo curl_exec($curl);',
  nothing: 'curl_exec($curl);\necho curl_getinfo($curl, CURLINFO_RESPONSE_CODE);',
  file: `$bytes = curl_exec($curl);\nif (curl_getinfo($curl, CURLINFO_RESPONSE_CODE) === 200) file_put_contents('${SAVED_FILE}', $bytes);`,
}

const writeHeaders = (lines: string[]): string =>
  lines.length === 1
    ? `[${quote(lines[0]!)}]`
    : `[\n${lines.map((line) => `    ${quote(line)},\n`).join('')}]`

/** For PHP 8 with its curl extension. */
export const writePhp: SampleWriter = ({ method, url, headers, body, answer }) => {
  const lines = [
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body?.kind === 'json' ? ['Content-Type: application/json'] : []),
  ]
  const options = [
    'CURLOPT_RETURNTRANSFER => true',
    ...(method === 'GET' ? [] : [`CURLOPT_CUSTOMREQUEST => ${quote(method)}`]),
    ...(lines.length > 0 ? [`CURLOPT_HTTPHEADER => ${writeHeaders(lines)}`] : []),
    ...(body?.kind === 'json'
      ? [`CURLOPT_POSTFIELDS => json_encode(${writeLiteral(body.value, notation)})`]
      : []),
    ...(body?.kind === 'form' ? [`CURLOPT_POSTFIELDS => ${writeForm(body)}`] : []),
  ]
  return [
    '<?php',
    `$curl = curl_init(${quote(url)});`,
    'curl_setopt_array($curl, [',
    ...options.map((option) => `    ${indent(option, 4)},`),
    ']);',
    ANSWERS[answer],
  ].join('\n')
}

const writeForm = ({ fields, files }: SampleBody & { kind: 'form' }): string => {
  const entries = [
    ...fields.map(([name, value]) => `${quote(name)} => ${quote(value)}`),
    ...files.map(
      ({ name, path, mimeType }) => `${quote(name)} => new CURLFile(${quote(path)}, ${quote(mimeType)})`,
    ),
  ]
  return `[\n${entries.map((entry) => `    ${entry},\n`).join('')}]`
}
