import type { JsonSchema } from './document.ts'
import { withoutNull } from './schema-rows.ts'

const TIMESTAMP = '2024-05-31T06:33:30.000000Z'

/** What a schema itself gives as a sample of its values, if anything. */
const findGiven = (schema: JsonSchema): unknown =>
  schema.examples?.[0] ?? schema.example ?? schema.const ?? schema.default ?? schema.enum?.[0]

/**
 * A value that fits the schema, for people's eyes: the schema's own `examples` first, then null where that is
 * allowed, then what the type and the name suggest. Of the optional fields of an object only those that have an example of their own.
 */
export const exampleOf = (schema: JsonSchema, name = ''): unknown => {
  const one = withoutNull(schema)
  const given = findGiven(one)
  if (given !== undefined) return given
  if (isNullable(schema)) return null
  if (one.allOf) return Object.assign({}, ...one.allOf.map((part) => exampleOf(part, name)))
  const choice = one.anyOf?.[0] ?? one.oneOf?.[0]
  if (choice) return exampleOf(choice, name)
  const type = [one.type].flat()[0]
  if (type === 'array') return one.items ? [exampleOf(one.items, singular(name))] : []
  if (type === 'object' || one.properties) return exampleObject(one)
  if (type === 'integer' || type === 'number') return Math.max(1, one.minimum ?? 1)
  if (type === 'boolean') return true
  return exampleText(one, name)
}

const isNullable = ({ type, anyOf, oneOf }: JsonSchema): boolean =>
  [type].flat().includes('null') || (anyOf ?? oneOf ?? []).some((choice) => choice.type === 'null')

const exampleObject = (schema: JsonSchema): Record<string, unknown> => {
  const required = new Set(schema.required ?? [])
  return Object.fromEntries(
    Object.entries(schema.properties ?? {})
      .filter(([key, inner]) => required.has(key) || findGiven(withoutNull(inner)) !== undefined)
      .map(([key, inner]) => [key, exampleOf(inner, key)]),
  )
}

const exampleText = ({ format, minLength = 0 }: JsonSchema, name: string): string => {
  if (format === 'date-time' || /(^|_)at$/.test(name)) return TIMESTAMP
  if (format === 'email' || /e?mail/.test(name)) return 'abc@example.com'
  if (format === 'uri' || /(^|_)url$/.test(name)) return 'https://example.com/'
  if (/phone/.test(name)) return '+905555555555'
  if (/message_id$|^reply_to$/.test(name)) return 'gBEGkFBXUQRnAgnoOJ1ESPKBwME'
  return (name || 'text').padEnd(minLength, '.')
}

const singular = (name: string): string => name.replace(/s$/, '')
