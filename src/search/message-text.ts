import { fillPlaceholders } from '../templates/placeholders.ts'
import { listOf, recordOf, textOf, upperCaseOf } from '../templates/read-json.ts'

/** Under these names the Cloud API's objects have what people read: texts, captions, file names, titles, names. */
const READ = new Set([
  'body',
  'text',
  'caption',
  'filename',
  'title',
  'description',
  'display_text',
  'formatted_name',
  'name',
  'address',
  'phone',
  'email',
  'company',
])

/** What can be read of a message, a line each. `components`: of a template, those of the text that was sent. */
export const readableText = (type: string, content: unknown, components: unknown): string =>
  [...(type === 'template' ? templateLines(content, components) : linesIn(content))].join('\n')

function* linesIn(value: unknown, name = ''): Generator<string> {
  if (typeof value === 'string') {
    if (READ.has(name) && value !== '') yield value
  } else if (Array.isArray(value)) for (const item of value) yield* linesIn(item, name)
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* linesIn(item, key)
}

/** A template as it was sent: its text with the values in place. Where the text is gone, the values alone. */
function* templateLines(content: unknown, components: unknown): Generator<string> {
  const sent = listOf(recordOf(content)['components']).map(recordOf)
  const texts = listOf(components).map(recordOf)
  if (texts.length === 0) yield* linesIn(sent)
  for (const component of texts) {
    const type = upperCaseOf(component['type'])
    const own = sent.find((one) => upperCaseOf(one['type']) === type)
    const text = textOf(component['text'])
    if (text) yield fillPlaceholders(text, lookUpIn(listOf(own?.['parameters'])))
    for (const button of listOf(component['buttons'])) {
      const label = textOf(recordOf(button)['text'])
      if (label) yield label
    }
  }
  for (const holder of linesIn(sent.filter((one) => upperCaseOf(one['type']) === 'HEADER')))
    if (texts.length > 0) yield holder
}

/** Placeholders have numbers or names; so have the values. */
const lookUpIn = (parameters: readonly unknown[]) => {
  const values = parameters.map(recordOf)
  return (name: string): string | undefined => {
    const value =
      values.find((one) => one['parameter_name'] === name) ??
      (/^\d+$/.test(name) ? values[Number(name) - 1] : undefined)
    return (value && textOf(value['text'])) ?? undefined
  }
}
