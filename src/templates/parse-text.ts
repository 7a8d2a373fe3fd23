import type { ParameterFormat, TextPart, Variable } from './definition.ts'
import { splitPlaceholders } from './placeholders.ts'
import { listOf, recordOf, textOf } from './read-json.ts'

const NUMBER = /^[0-9]+$/
const NAME = /^[\p{L}\p{N}_.-]+$/u

/** The placeholders of a text, each once, in the order of the text. */
export const placeholderNames = (text: string): string[] => [
  ...new Set(splitPlaceholders(text).flatMap((piece) => ('name' in piece ? [piece.name] : []))),
]

/** Meta leaves `parameter_format` out in places; then one name among the placeholders tells. */
export const parameterFormatOf = (written: unknown, texts: readonly string[]): ParameterFormat => {
  const format = textOf(written)?.trim().toUpperCase()
  if (format === 'NAMED') return 'named'
  if (format === 'POSITIONAL') return 'positional'
  return texts.flatMap(placeholderNames).some((name) => !NUMBER.test(name)) ? 'named' : 'positional'
}

/**
 * The sample values of a header or body by variable (Cloud API, template components: `header_text`, `body_text`
 * and their `…_named_params`). `body_text` is a list of sets of values, of which the first counts.
 */
const readExamples = (example: unknown, field: 'header_text' | 'body_text'): Map<string, string> => {
  const samples = recordOf(example)
  const found = new Map<string, string>()
  const positional = listOf(samples[field])
  for (const [index, value] of (Array.isArray(positional[0]) ? positional[0] : positional).entries()) {
    const text = textOf(value)
    if (text !== null) found.set(String(index + 1), text)
  }
  for (const entry of listOf(samples[`${field}_named_params`])) {
    const { param_name, example: value } = recordOf(entry)
    const name = textOf(param_name)
    const text = textOf(value)
    if (name !== null && text !== null) found.set(name, text)
  }
  return found
}

/** Reads the text of a header or body; what can't be sent goes to `obstacles`. */
export const parseText = (
  where: 'header' | 'body',
  text: string,
  example: unknown,
  format: ParameterFormat,
  obstacles: string[],
): TextPart => {
  const examples = readExamples(example, `${where}_text`)
  const names = placeholderNames(text)
  for (const name of names) {
    if (!NAME.test(name)) {
      obstacles.push(`The ${where} has a placeholder {{${name}}} that is neither a number nor a name.`)
    } else if (format === 'positional' && !NUMBER.test(name)) {
      obstacles.push(`The ${where} has a named placeholder {{${name}}}, but the template goes by numbers.`)
    }
  }
  if (format === 'positional') {
    names.sort((a, b) => Number(a) - Number(b))
    // Values travel without their number, so that a gap would put every later one into the wrong place.
    if (names.every((name) => NUMBER.test(name)) && names.some((name, at) => name !== String(at + 1))) {
      obstacles.push(`The placeholders of the ${where} are not numbered from 1 without a gap.`)
    }
  }
  const variables = names.map((name): Variable => ({ name, example: examples.get(name) ?? null }))
  if (where === 'header' && variables.length > 1) {
    obstacles.push(`The header has ${variables.length} placeholders; WhatsApp takes one at most.`)
  }
  return { text, variables }
}
