import { type Notation, writeLiteral } from './literal.ts'
import { indent, SAVED_FILE, type SampleWriter } from './request.ts'

/** What JSON escapes, Python reads alike. */
const quote = (text: string): string => JSON.stringify(text)

const notation: Notation = {
  text: quote,
  word: (value) => ({ null: 'None', true: 'True', false: 'False' })[String(value)]!,
  list: () => ['[', ']'],
  object: () => ['{', '}'],
  entry: (key, value) => `${quote(key)}: ${value}`,
  emptyObject: '{}',
  gap: '',
  indentBy: 4,
}

const ANSWERS = {
  json: 'print(response.status_code, response.json())',
  text: 'print(response.status_code, response.text)',
  nothing: 'print(response.status_code)',
  file: `response.raise_for_status()\nwith open("${SAVED_FILE}", "wb") as file:\n    file.write(response.content)`,
}

/** For Python 3 with requests. */
export const writePython: SampleWriter = ({ method, url, headers, body, answer }) => {
  const words = [
    quote(url),
    ...(headers.length > 0 ? [`headers=${writeLiteral(Object.fromEntries(headers), notation)}`] : []),
    ...(body?.kind === 'json' ? [`json=${writeLiteral(body.value, notation)}`] : []),
    ...(body?.kind === 'form' ? [`data=${writeLiteral(Object.fromEntries(body.fields), notation)}`] : []),
    ...(body?.kind === 'form' && body.files.length > 0
      ? [
          `files={\n${body.files
            .map(
              ({ name, path, mimeType }) =>
                `    ${quote(name)}: (${quote(path)}, open(${quote(path)}, "rb"), ${quote(mimeType)}),\n`,
            )
            .join('')}}`,
        ]
      : []),
    'timeout=30',
  ]
  const args = words.map((word) => `    ${indent(word, 4)},\n`).join('')
  return `import requests\n\nresponse = requests.${method.toLowerCase()}(\n${args})\n${ANSWERS[answer]}`
}
