import type { JsonSchema } from './document.ts'

/** A field as the tables show it. */
export type SchemaRow = {
  /** `destinations[].parameters`: dotted, `[]` for each item of a list. */
  name: string
  type: string
  isRequired: boolean
  /** What a value has to keep to, such as `1–4096 characters`. */
  limits: string[]
  description: string | undefined
}

/** The fields of an object, those within them below, in the schema's order. */
export const listSchemaRows = (schema: JsonSchema, prefix = ''): SchemaRow[] => {
  const { properties, required, isRecord } = readObject(schema)
  const rows = Object.entries(properties).flatMap(([key, inner]) => {
    const name = prefix + key
    const row = {
      name,
      type: describeType(inner),
      isRequired: required.has(key),
      limits: listLimits(inner),
      description: inner.description,
    }
    return [row, ...listInnerRows(inner, name)]
  })
  return isRecord ? [...rows, ...listRecordRows(schema, prefix)] : rows
}

const listInnerRows = (schema: JsonSchema, name: string): SchemaRow[] => {
  const one = withoutNull(schema)
  if (one.items) return listInnerRows(one.items, `${name}[]`)
  return listSchemaRows(one, `${name}.`)
}

/** Fields whose names are the caller's. */
const listRecordRows = ({ additionalProperties }: JsonSchema, prefix: string): SchemaRow[] =>
  typeof additionalProperties === 'object' && Object.keys(additionalProperties).length > 0
    ? listSchemaRows({ properties: { '*': additionalProperties } }, prefix)
    : []

/** Properties of an object; of a choice between objects all of them, required where they all require it. */
const readObject = (schema: JsonSchema) => {
  const one = withoutNull(schema)
  const choices = (one.anyOf ?? one.oneOf ?? []).map(readObject)
  const parts = (one.allOf ?? []).map(readObject)
  const properties: Record<string, JsonSchema> = {
    ...mergeProperties([...parts, ...choices].map((inner) => inner.properties)),
    ...one.properties,
  }
  const required: Set<string> = new Set([
    ...(one.required ?? []),
    ...parts.flatMap((inner) => [...inner.required]),
    ...Object.keys(properties).filter(
      (key) => choices.length > 0 && choices.every((inner) => inner.required.has(key)),
    ),
  ])
  return { properties, required, isRecord: typeof one.additionalProperties === 'object' }
}

/** All properties of several objects; one that differs between them is any of theirs. */
const mergeProperties = (objects: Record<string, JsonSchema>[]): Record<string, JsonSchema> => {
  const byName = Map.groupBy(objects.flatMap(Object.entries<JsonSchema>), ([name]) => name)
  return Object.fromEntries(
    [...byName].map(([name, entries]) => [name, mergeSchemas(entries.map(([, schema]) => schema))]),
  )
}

const mergeSchemas = (schemas: JsonSchema[]): JsonSchema => {
  const different = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()]
  const [first] = different
  if (different.length === 1) return first!
  if (different.every((schema) => schema.const !== undefined))
    return { type: first!.type, enum: different.map((schema) => schema.const) }
  if (different.every(({ items }) => items !== undefined))
    return { ...first, items: mergeSchemas(different.map(({ items }) => items!)) }
  return { anyOf: different }
}

/** `X or null` as X. */
export const withoutNull = (schema: JsonSchema): JsonSchema => {
  const choices = (schema.anyOf ?? schema.oneOf)?.filter(({ type }) => type !== 'null')
  if (choices?.length !== 1) return schema
  const { anyOf: _anyOf, oneOf: _oneOf, ...rest } = schema
  return { ...choices[0], ...rest }
}

/** `string`, `list of integers`, `object or null`, … */
export const describeType = (schema: JsonSchema): string => {
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return joinNames(choices.map(describeType))
  if (schema.allOf) return 'object'
  const types = [schema.type ?? (schema.properties ? 'object' : [])].flat()
  if (types.length > 0) return joinNames(types.map((type) => describeOne(type, schema)))
  const values = schema.const === undefined ? schema.enum : [schema.const]
  return values ? joinNames(values.map((value) => (value === null ? 'null' : typeof value))) : 'any'
}

const describeOne = (type: string, { items, format }: JsonSchema): string => {
  if (type === 'string' && format === 'binary') return 'file'
  if (type !== 'array') return type
  const item = items ? describeType(items) : 'any'
  return item === 'any' ? 'list' : `list of ${item.includes(' ') ? item : plural(item)}`
}

const plural = (type: string): string => `${type}s`

const joinNames = (names: string[]): string => [...new Set(names)].join(' or ')

/** The largest integer of the database: a bound that nobody meets. */
const INT_MAX = 2_147_483_647

const listLimits = (schema: JsonSchema): string[] => {
  const one = withoutNull(schema)
  const values = one.const === undefined ? one.enum : [one.const]
  const maximum = one.maximum === INT_MAX ? undefined : one.maximum
  const limits = [
    values?.length === 1 && `always ${JSON.stringify(values[0])}`,
    values && values.length > 1 && `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`,
    range(one.minimum, maximum, ''),
    range(one.minLength, one.maxLength, ' characters'),
    range(one.minItems, one.maxItems, ' items'),
    one.default !== undefined && `default ${JSON.stringify(one.default)}`,
    one.format !== undefined && one.format !== 'binary' && one.format,
  ]
  return limits.filter((limit): limit is string => typeof limit === 'string')
}

const range = (from: number | undefined, to: number | undefined, unit: string): string | undefined => {
  const number = (value: number) => value.toLocaleString('en-US')
  if (from !== undefined && to !== undefined)
    return from < 0 ? `${number(from)} to ${number(to)}${unit}` : `${number(from)}–${number(to)}${unit}`
  // That an id is at least 1 is no news.
  if (from !== undefined && to === undefined && from <= 1) return undefined
  if (from !== undefined) return `at least ${number(from)}${unit}`
  return to === undefined ? undefined : `at most ${number(to)}${unit}`
}
