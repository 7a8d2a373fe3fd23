import { codePointCount } from '../check-value.ts'
import type { ParameterFormat } from '../definition.ts'
import type { HeaderFields, Sample, SampledText } from '../editing/fields.ts'
import { placeholderNames } from '../parse-text.ts'
import { splitPlaceholders } from '../placeholders.ts'
import { type Complaint, complain } from './complaints.ts'

// Cloud API, limits of templates, in characters.
const BODY_LIMIT = 1024
const HEADER_LIMIT = 60
const FOOTER_LIMIT = 60

/** What a field says that is too long, or nothing. */
export const checkLength = (field: string, text: string, limit: number): Complaint[] => {
  const length = codePointCount(text)
  return length > limit
    ? [complain(field, `has ${length} characters; WhatsApp takes ${limit} at most. Shorten it.`)]
    : []
}

/** The text of a body: where its placeholders may stand, and a sample for each. */
export const checkBody = (body: SampledText, format: ParameterFormat): Complaint[] => {
  const { text } = body
  if (text.trim() === '') return [complain('body', 'is required.')]
  const complaints = [
    ...checkLength('body', text, BODY_LIMIT),
    ...checkNames('body', text, format),
    ...checkSamples('body_variables', body),
  ]
  const trimmed = text.trim()
  if (/^\{\{[^{}]*\}\}/.test(trimmed) || /\{\{[^{}]*\}\}$/.test(trimmed))
    complaints.push(
      complain('body', 'must not begin or end with a placeholder. Put words before and after it.'),
    )
  if (/\{\{[^{}]*\}\}\s*\{\{/.test(text))
    complaints.push(complain('body', 'must not have two placeholders side by side. Put words between them.'))
  const names = placeholderNames(text)
  if (names.length > 0 && countWords(text) < names.length)
    complaints.push(
      complain(
        'body',
        `has ${names.length} placeholders in too short a text. Write more words, or use fewer placeholders.`,
      ),
    )
  return complaints
}

/** Words that stand there whatever the values are. */
const countWords = (text: string): number =>
  splitPlaceholders(text)
    .flatMap((piece) => ('literal' in piece ? piece.literal.split(/\s+/) : []))
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length

/** Meta numbers from 1 without a gap, or takes names of small letters, digits and underscores. */
const checkNames = (field: string, text: string, format: ParameterFormat): Complaint[] => {
  const names = placeholderNames(text)
  if (format === 'named')
    return names
      .filter((name) => !/^[a-z][a-z0-9_]*$/.test(name))
      .map((name) =>
        complain(
          field,
          `has the placeholder {{${name}}}: where placeholders have names, all of the translation do, of small letters, digits and underscores, and begin with a letter.`,
        ),
      )
  const numbers = new Set(names)
  const missing = names.map((_, index) => String(index + 1)).filter((number) => !numbers.has(number))
  return missing.length > 0
    ? [
        complain(
          field,
          `must number its placeholders from {{1}} without a gap: {{${missing[0]}}} is missing.`,
        ),
      ]
    : []
}

const checkSamples = (field: string, { text, samples }: SampledText): Complaint[] =>
  placeholderNames(text)
    .filter((name) => !Object.hasOwn(samples, name) || samples[name]!.trim() === '')
    .map((name) => complain(field, `lacks a sample value for {{${name}}}. Meta's reviewers need one.`))

// What Meta's refusal of a header names (Cloud API, templates: error subcode 2388047).
const FORBIDDEN_IN_HEADER = /[\n\r*]|\p{Extended_Pictographic}/u

/** A header: one line of text with one placeholder at most, or a file with a sample. */
export const checkHeader = (
  header: HeaderFields,
  format: ParameterFormat,
  sample: Sample | null,
): Complaint[] => {
  if (header.kind === 'location') return []
  if (header.kind !== 'text')
    return sample === null
      ? [
          complain(
            'header_media_id',
            `is required: send a sample ${header.kind} as attachment, or the media_id of one, for Meta's reviewers.`,
          ),
        ]
      : []
  if (header.text.trim() === '') return [complain('header', 'is required for a header of the type TEXT.')]
  const complaints = [
    ...checkLength('header', header.text, HEADER_LIMIT),
    ...checkNames('header', header.text, format),
    ...checkSamples('header_variables', header),
  ]
  const count = placeholderNames(header.text).length
  if (count > 1) complaints.push(complain('header', `has ${count} placeholders; WhatsApp takes one at most.`))
  if (FORBIDDEN_IN_HEADER.test(header.text))
    complaints.push(complain('header', 'must not have line breaks, asterisks or emoji.'))
  return complaints
}

export const checkFooter = (footer: string): Complaint[] => {
  const complaints = checkLength('footer', footer, FOOTER_LIMIT)
  if (placeholderNames(footer).length > 0)
    complaints.push(complain('footer', 'must not have placeholders. Write the words out.'))
  if (/[\n\r]/.test(footer)) complaints.push(complain('footer', 'must not have line breaks.'))
  return complaints
}
