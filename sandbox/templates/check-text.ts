import { isFields, isLongerThan } from '../messages/fields.ts'
import { badDefinition, subcodes } from './definition-error.ts'
import { listVariables } from './shape.ts'
import type { Template, TemplateComponent } from './template.ts'

type Format = Template['parameterFormat']

/** Positional variables are {{1}}, {{2}} … without gaps; named ones are small letters, digits and underscores. */
const checkVariableNames = (variables: string[], format: Format, part: string): void => {
  for (const name of variables) {
    const isGood = format === 'NAMED' ? /^[a-z][a-z0-9_]*$/.test(name) : /^[1-9]\d*$/.test(name)
    if (!isGood) throw badDefinition(`${part}: {{${name}}} is no ${format.toLowerCase()} parameter.`)
  }
  if (format === 'NAMED') return
  const numbers = variables.map(Number).sort((a, b) => a - b)
  if (numbers.some((number, index) => number !== index + 1)) {
    throw badDefinition(`${part}: positional parameters must be {{1}}, {{2}} and so on, none left out.`)
  }
}

const positionalExamples = (example: Record<string, unknown>, part: 'header' | 'body'): unknown[] => {
  const list = example[`${part}_text`]
  if (!Array.isArray(list)) return []
  return part === 'body' && Array.isArray(list[0]) ? list[0] : list
}

/** Every variable needs a sample value. */
const checkExamples = (
  component: TemplateComponent,
  part: 'header' | 'body',
  variables: string[],
  format: Format,
): void => {
  if (variables.length === 0) return
  const example = isFields(component['example']) ? component['example'] : {}
  const named = example[`${part}_text_named_params`]
  const names = Array.isArray(named) ? named.filter(isFields).map((item) => item['param_name']) : []
  const missing =
    format === 'NAMED'
      ? variables.filter((name) => !names.includes(name))
      : variables.slice(positionalExamples(example, part).length)
  const field = format === 'NAMED' ? `${part}_text_named_params` : `${part}_text`
  if (missing.length > 0) {
    throw badDefinition(
      `${part}: example.${field} lacks a sample for ${missing.map((name) => `{{${name}}}`).join(', ')}.`,
      part === 'body' ? subcodes.body : subcodes.header,
    )
  }
}

/** A header's text: 60 characters, one variable at most. */
export const checkHeaderText = (component: TemplateComponent, format: Format): void => {
  const text = component.text ?? ''
  if (text === '') throw badDefinition('header: a header of the format TEXT needs text.', subcodes.header)
  if (isLongerThan(text, 60)) throw badDefinition('header: at most 60 characters.', subcodes.tooLong)
  if (/[\r\n*]|\p{Extended_Pictographic}/u.test(text))
    throw badDefinition('header: no line breaks, asterisks or emoji.', subcodes.header)
  const variables = listVariables(text)
  if (variables.length > 1) throw badDefinition('header: at most one variable.', subcodes.tooManyVariables)
  checkVariableNames(variables, format, 'header')
  checkExamples(component, 'header', variables, format)
}

/** A body's text: 1024 characters, no variable at its beginning or end, words between the variables. */
export const checkBodyText = (component: TemplateComponent, format: Format): void => {
  const text = component.text ?? ''
  if (text.trim() === '') throw badDefinition('body: text is required.', subcodes.body)
  if (isLongerThan(text, 1024)) throw badDefinition('body: at most 1024 characters.', subcodes.tooLong)
  const variables = listVariables(text)
  checkVariableNames(variables, format, 'body')
  if (/^\s*\{\{|\}\}\s*$/.test(text)) {
    throw badDefinition('body: a variable must not stand at the beginning or the end.', subcodes.edgeVariable)
  }
  const words = text
    .replace(/\{\{[^}]*\}\}/g, ' ')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length
  if (variables.length > 0 && words < variables.length) {
    throw badDefinition('body: too many variables for so short a text.', subcodes.tooManyVariables)
  }
  checkExamples(component, 'body', variables, format)
}
