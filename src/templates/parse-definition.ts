import { categoryOf } from './category.ts'
import type { Button, Header, TemplateDefinition } from './definition.ts'
import { parseButton } from './parse-button.ts'
import { parameterFormatOf, parseText } from './parse-text.ts'
import { listOf, recordOf, textOf, upperCaseOf } from './read-json.ts'

/** One translation as Meta lists it; nothing about `components` is taken for granted. */
export type DefinitionSource = {
  readonly name: string
  readonly languageCode: string
  /** Meta's category, as it came. */
  readonly category: string
  /** Meta's `parameter_format`: `POSITIONAL`, `NAMED` or nothing. */
  readonly parameterFormat: string | null
  readonly components: unknown
}

type Component = Readonly<Record<string, unknown>>

const parseHeader = (
  component: Component,
  text: string,
  obstacles: string[],
  format: 'positional' | 'named',
) => {
  const kind = upperCaseOf(component['format']) || 'TEXT'
  switch (kind) {
    case 'TEXT':
      return { kind: 'text', ...parseText('header', text, component['example'], format, obstacles) } as const
    case 'IMAGE':
      return { kind: 'image' } as const
    case 'VIDEO':
      return { kind: 'video' } as const
    case 'DOCUMENT':
      return { kind: 'document' } as const
    case 'LOCATION':
      return { kind: 'location' } as const
    default:
      obstacles.push(`The header is of a kind that is not known here: "${kind}".`)
      return { kind: 'unknown', format: kind } as const
  }
}

// Meta writes these texts itself, in the translation's language. Until the template has been read back from Meta
// only what was asked for is known, and the English wording stands in for it.
const authenticationBody = (body: Component): string =>
  `*{{1}}* is your verification code.${
    body['add_security_recommendation'] === true ? ' For your security, do not share this code.' : ''
  }`

const footerText = (footer: Component | undefined): string | null => {
  const text = textOf(footer?.['text'])
  if (text) return text
  const minutes = textOf(footer?.['code_expiration_minutes'])
  return minutes ? `This code expires in ${minutes} minutes.` : null
}

const checkOneTimePassword = (buttons: readonly Button[], variableCount: number, obstacles: string[]) => {
  if (buttons.some(({ kind }) => kind === 'otp') && variableCount !== 1) {
    obstacles.push('The one-time-password button needs a body with exactly one placeholder, for the code.')
  }
}

/**
 * Reads one translation of a template from Meta's `components` (Cloud API, template components). Never throws:
 * what is not known is kept, and named in `obstacles`, so that the translation is not sent rather than sent wrongly.
 */
export const parseDefinition = (source: DefinitionSource): TemplateDefinition => {
  const obstacles: string[] = []
  const unknownComponents: unknown[] = []
  const known = new Map<string, Component>()
  const category = categoryOf(source.category)

  for (const value of listOf(source.components)) {
    const component = recordOf(value)
    const type = upperCaseOf(component['type'])
    if (['HEADER', 'BODY', 'FOOTER', 'BUTTONS'].includes(type)) {
      if (known.has(type)) obstacles.push(`The template has more than one ${type.toLowerCase()}.`)
      else known.set(type, component)
      continue
    }
    unknownComponents.push(value)
    if (type === 'CAROUSEL')
      obstacles.push('A carousel cannot be sent yet: its cards need values of their own.')
    else if (type === 'LIMITED_TIME_OFFER') {
      obstacles.push('A limited-time offer cannot be sent yet: it needs the end of the offer.')
    } else obstacles.push(`The template has a part that is not known here: "${type}".`)
  }

  const header = known.get('HEADER')
  const body = known.get('BODY')
  const headerText = textOf(header?.['text']) ?? ''
  const isOwnWording = category === 'AUTHENTICATION' && body !== undefined && !textOf(body['text'])
  const bodyText = isOwnWording ? authenticationBody(body) : (textOf(body?.['text']) ?? '')
  if (bodyText === '') obstacles.push('The template has no body text.')

  const parameterFormat = parameterFormatOf(source.parameterFormat, [headerText, bodyText])
  const parsedHeader: Header | null = header
    ? parseHeader(header, headerText, obstacles, parameterFormat)
    : null
  const parsedBody = parseText('body', bodyText, body?.['example'], parameterFormat, obstacles)
  const buttons = listOf(known.get('BUTTONS')?.['buttons']).map((button, index) =>
    parseButton(button, index + 1, category, obstacles),
  )
  checkOneTimePassword(buttons, parsedBody.variables.length, obstacles)

  return {
    name: source.name,
    languageCode: source.languageCode,
    category,
    parameterFormat,
    header: parsedHeader,
    body: parsedBody,
    footer: footerText(known.get('FOOTER')),
    buttons,
    unknownComponents,
    obstacles: [...new Set(obstacles)],
  }
}
