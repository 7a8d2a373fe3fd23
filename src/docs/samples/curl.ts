import { SAVED_FILE, type SampleWriter } from './request.ts'

/** For sh: within single quotes everything is itself but the single quote. */
const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** With `--form` these would be read as a file, a type or a quoted value, or trimmed; `--form-string` takes all. */
const formOption = (value: string): string => (/^[\s@<"(]|;|\s$/.test(value) ? '--form-string' : '--form')

export const writeCurl: SampleWriter = ({ method, url, headers, body, answer }) => {
  const isImplied = method === (body ? 'POST' : 'GET')
  const options = [
    ...(isImplied ? [] : [`--request ${method}`]),
    ...headers.map(([name, value]) => `--header ${quote(`${name}: ${value}`)}`),
  ]
  if (body?.kind === 'json')
    options.push(
      `--header 'Content-Type: application/json'`,
      `--data-raw ${quote(JSON.stringify(body.value, null, 2))}`,
    )
  if (body?.kind === 'form')
    options.push(
      ...body.fields.map(([name, value]) => `${formOption(value)} ${quote(`${name}=${value}`)}`),
      ...body.files.map(({ name, path, mimeType }) => `--form ${quote(`${name}=@${path};type=${mimeType}`)}`),
    )
  if (answer === 'file') options.push(`--fail --output ${SAVED_FILE}`)
  return [`curl ${quote(url)}`, ...options].join(' \\\n  ')
}
