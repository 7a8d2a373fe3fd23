import type { Template, Translation } from '../queries.ts'

const MEDIA_HEADERS: ReadonlySet<number> = new Set([1, 2, 3])

export const isMediaHeader = ({ header_type }: Translation): boolean =>
  header_type !== null && MEDIA_HEADERS.has(header_type.value)

/** Puts values into the places of a text: `{{1}}` of a body is filled by `body-1`. What is missing stays as it is. */
export const fillText = (text: string, part: 'header' | 'body', values: Record<string, string>): string =>
  text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => values[`${part}-${name}`] || whole)

/** What to call the field of a value, and the sample that the template was approved with. */
export const describeValue = (
  { header_variables, body_variables, buttons }: Translation,
  key: string,
): { part: 'header' | 'body' | 'button'; name: string; sample: string } => {
  const dash = key.indexOf('-')
  const [part, name] = [key.slice(0, dash), key.slice(dash + 1)]
  if (part === 'button') {
    const button = buttons.find(({ number }) => `${number}` === name)
    return { part, name: button?.text ?? name, sample: button?.example ?? '' }
  }
  const variables = part === 'header' ? header_variables : body_variables
  const sample = variables?.find((one) => one.key === name)?.value ?? ''
  return { part: part === 'header' ? part : 'body', name: `{{${name}}}`, sample }
}

export type FilledTemplate = {
  template: Template
  translation: Translation
  /** By the keys of the API: `body-1`. */
  values: Record<string, string>
  file: File | null
}

/** The body of `POST …/templates/send`: a form when a file goes along. */
export const composeSend = ({
  template,
  translation,
  to,
  values,
  file,
}: FilledTemplate & { to: string }): { json?: unknown; form?: FormData } => {
  const json = {
    template_id: template.id,
    language_id: translation.language_id,
    destinations: [{ phone: to, parameters: values }],
  }
  if (!file) return { json }
  const form = new FormData()
  form.set('template_id', `${json.template_id}`)
  form.set('language_id', `${json.language_id}`)
  form.set('destinations', JSON.stringify(json.destinations))
  form.set('attachment', file, file.name)
  return { form }
}
