import type { ParameterFormat, TemplateCategory } from '../definition.ts'
import { parameterFormatOf, placeholderNames } from '../parse-text.ts'
import type { ButtonFields, HeaderFields, SampledText, TranslationFields } from './fields.ts'

type Component = Record<string, unknown>

/** By numbers, unless a placeholder has a name. */
export const formatOf = ({ header, body }: TranslationFields): ParameterFormat =>
  parameterFormatOf(null, [header?.kind === 'text' ? header.text : '', body.text])

/**
 * A translation as Meta's `components` (Cloud API, templates: create). `handle` is what Meta calls the uploaded
 * sample of a media header. Samples that are missing leave their places empty.
 */
export const writeComponents = (
  fields: TranslationFields,
  category: TemplateCategory,
  handle?: string,
): Component[] => {
  const format = formatOf(fields)
  const parts =
    category === 'AUTHENTICATION'
      ? authenticationParts(fields)
      : [
          fields.header && headerPart(fields.header, format, handle),
          { type: 'BODY', ...textPart('body', fields.body, format) },
          fields.footer === null ? null : { type: 'FOOTER', text: fields.footer },
        ]
  const buttons = fields.buttons.map(buttonPart)
  return [...parts, buttons.length > 0 ? { type: 'BUTTONS', buttons } : null].filter((part) => part !== null)
}

/** Meta writes the texts of these itself, in every language (Cloud API, authentication templates). */
const authenticationParts = ({
  header,
  body,
  hasSecurityAdvice,
  codeExpirationMinutes,
}: TranslationFields): (Component | null)[] => [
  header && headerPart(header, 'positional'),
  { type: 'BODY', add_security_recommendation: hasSecurityAdvice, ...(body.text && { text: body.text }) },
  codeExpirationMinutes === null ? null : { type: 'FOOTER', code_expiration_minutes: codeExpirationMinutes },
]

const headerPart = (header: HeaderFields, format: ParameterFormat, handle?: string): Component => {
  if (header.kind === 'text') return { type: 'HEADER', format: 'TEXT', ...textPart('header', header, format) }
  const example = handle === undefined ? {} : { example: { header_handle: [handle] } }
  return { type: 'HEADER', format: header.kind.toUpperCase(), ...example }
}

const textPart = (
  part: 'header' | 'body',
  { text, samples }: SampledText,
  format: ParameterFormat,
): Component => {
  const names = placeholderNames(text)
  if (names.length === 0) return { text }
  const sampleOf = (name: string) => (Object.hasOwn(samples, name) ? samples[name]! : '')
  if (format === 'named') {
    const list = names.map((name) => ({ param_name: name, example: sampleOf(name) }))
    return { text, example: { [`${part}_text_named_params`]: list } }
  }
  const list = names.sort((a, b) => Number(a) - Number(b)).map(sampleOf)
  return { text, example: { [`${part}_text`]: part === 'body' ? [list] : list } }
}

const buttonPart = ({ type, example, otp_type, ...rest }: ButtonFields): Component => ({
  type: type.toUpperCase(),
  ...rest,
  ...(otp_type !== undefined && { otp_type: otp_type.toUpperCase() }),
  ...(example !== undefined && { example: type === 'url' ? [example] : example }),
})
