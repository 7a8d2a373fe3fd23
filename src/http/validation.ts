import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifySchemaValidationError } from 'fastify/types/schema.js'
import { type FieldErrors, validationError } from '../error.ts'

/** Ajv's findings as the documented words, by dotted field: `The destinations.0.phone field is required.` */
export const toFieldErrors = (errors: FastifySchemaValidationError[]): FieldErrors => {
  const fields: FieldErrors = {}
  for (const error of errors) {
    const field = fieldOf(error)
    const message = messageOf(field, error)
    if (message === undefined) continue
    fields[field] ??= []
    if (!fields[field].includes(message)) fields[field].push(message)
  }
  return fields
}

const fieldOf = ({ instancePath, keyword, params }: FastifySchemaValidationError): string => {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  if (keyword === 'required') path.push(String(params['missingProperty']))
  if (keyword === 'discriminator') path.push(String(params['tag']))
  return path.join('.')
}

const TYPES: Record<string, string> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}

/** With Ajv's `verbose`, an error holds what stood in the field, and the schema that it broke. */
type Finding = FastifySchemaValidationError & {
  data?: unknown
  parentSchema?: { oneOf?: Variant[]; 'x-form'?: string }
}
type Variant = { properties?: Record<string, { const?: unknown }> }

const messageOf = (field: string, error: Finding): string | undefined => {
  const { keyword, params } = error
  const limit = String(params['limit'])
  if (field === '') return keyword === 'type' ? 'The body must be an object with fields.' : undefined
  switch (keyword) {
    case 'required':
      return `The ${field} field is required.`
    case 'type':
      return `The ${field} field must be ${TYPES[String([params['type']].flat()[0])] ?? String(params['type'])}.`
    case 'minLength':
      return limit === '1'
        ? `The ${field} field is required.`
        : `The ${field} field must have at least ${limit} characters; it has ${sizeOf(error)}.`
    case 'maxLength':
      return `The ${field} field must not have more than ${limit} characters; it has ${sizeOf(error)}.`
    case 'minItems':
      return limit === '1'
        ? `The ${field} field is required.`
        : `The ${field} field must have at least ${limit} items; it has ${sizeOf(error)}.`
    case 'maxItems':
      return `The ${field} field must not have more than ${limit} items; it has ${sizeOf(error)}.`
    case 'minimum':
      return `The ${field} field must be at least ${limit}.`
    case 'maximum':
      return `The ${field} field must not be greater than ${limit}.`
    case 'enum':
      return `The ${field} field must be one of: ${(params['allowedValues'] as unknown[]).join(', ')}.`
    case 'const':
      return `The ${field} field must be ${String(params['allowedValue'])}.`
    case 'discriminator':
      return params['error'] === 'mapping'
        ? `The ${field} field must be one of: ${tagsOf(error).join(', ')}.`
        : // One that is missing is named as required beside this.
          tagText(field, params['tagValue'])
    case 'pattern':
      // `x-form` says in words what a pattern says to machines.
      return `The ${field} field must be ${error.parentSchema?.['x-form'] ?? 'of another form'}.`
    case 'anyOf':
    case 'oneOf':
    case 'if':
      return undefined
    default:
      return `The ${field} field ${error.message ?? 'is not valid'}.`
  }
}

const tagText = (field: string, value: unknown): string | undefined =>
  value === undefined ? undefined : `The ${field} field must be text.`

/** The values that tell the kinds of an object apart. */
const tagsOf = ({ params, parentSchema }: Finding): unknown[] =>
  (parentSchema?.oneOf ?? []).map(({ properties }) => properties?.[String(params['tag'])]?.const)

/** Characters (Unicode code points, as Ajv counts them) of a text, items of a list. */
const sizeOf = ({ data }: Finding): number => (Array.isArray(data) ? data.length : [...String(data)].length)

/** 422 for a query that holds NUL, of which PostgreSQL has no text; bodies are looked at where they are read. */
export const refuseNul = (
  { query }: FastifyRequest,
  _reply: FastifyReply,
  done: (error?: Error) => void,
): void => {
  const field = Object.entries(query as object).find(([, value]) => String(value).includes('\0'))?.[0]
  if (field === undefined) done()
  else done(validationError({ [field]: [`The ${field} field must not hold a NUL character.`] }))
}
