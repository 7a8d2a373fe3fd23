import { PublicError } from '../error.ts'

/** A form's tree: what bracketed names spell. Objects have no prototype. */
export type FormValue = string | FormValue[] | { [name: string]: FormValue }

/** Deeper names are refused; the documented ones go three deep (`destinations[0][parameters][body-1]`). */
const MAX_DEPTH = 16
const REFUSED_NAMES = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Builds the tree that a form's bracketed names spell (Desk360 API, form samples): `a[b][0]=x` is
 * `{a: {b: ['x']}}`, `a[]=x` appends. A plain name given twice keeps its last value, as PHP does.
 * Own code rather than a library: the known ones make a sparse list for each indexed field and merge them,
 * which is quadratic in the 100,000 recipients of a bulk send.
 * Throws 400 for names too deep, prototype names, and names that contradict each other.
 */
export const parseForm = (
  fields: Iterable<readonly [name: string, value: string]>,
): Record<string, FormValue> => {
  const root: Node = new Map()
  for (const [name, value] of fields) insert(root, splitName(name), value, name)
  return toObject(root)
}

type Node = Map<string, Node | string>

const badForm = (message: string): PublicError => new PublicError(400, 'bad_request', message)

const shorten = (name: string): string => (name.length > 80 ? `${name.slice(0, 80)}…` : name)

const splitName = (name: string): string[] => {
  const open = name.indexOf('[')
  if (open <= 0 || !name.endsWith(']')) return [checkPart(name, name)]
  const parts = [checkPart(name.slice(0, open), name)]
  let at = open
  while (at < name.length) {
    const close = name.indexOf(']', at)
    if (name[at] !== '[' || close < 0)
      throw badForm(`The form field ${shorten(name)} has unbalanced brackets.`)
    parts.push(checkPart(name.slice(at + 1, close), name))
    if (parts.length > MAX_DEPTH)
      throw badForm(`The form field ${shorten(name)} is nested deeper than ${MAX_DEPTH} levels.`)
    at = close + 1
  }
  return parts
}

const checkPart = (part: string, name: string): string => {
  if (REFUSED_NAMES.has(part)) throw badForm(`The form field ${shorten(name)} uses a reserved name.`)
  return part
}

const insert = (root: Node, parts: string[], value: string, name: string): void => {
  let node = root
  for (const [depth, part] of parts.entries()) {
    const key = part === '' && depth > 0 ? String(node.size) : part
    if (depth === parts.length - 1) {
      if (node.get(key) instanceof Map) throw contradiction(name)
      node.set(key, value)
      return
    }
    let next = node.get(key)
    if (typeof next === 'string') throw contradiction(name)
    if (next === undefined) {
      next = new Map()
      node.set(key, next)
    }
    node = next
  }
}

const contradiction = (name: string): PublicError =>
  badForm(`The form field ${shorten(name)} is given both as a value and as a list or object.`)

const toObject = (node: Node): Record<string, FormValue> => {
  const object: Record<string, FormValue> = Object.create(null)
  for (const [key, value] of node) object[key] = toValue(value)
  return object
}

/** A node whose keys are all whole numbers is a list in their order, gaps closed. */
const toValue = (value: Node | string): FormValue => {
  if (typeof value === 'string') return value
  const keys = [...value.keys()]
  if (!keys.every((key) => /^(0|[1-9]\d{0,9})$/.test(key))) return toObject(value)
  const isInOrder = keys.every((key, index) => index === 0 || Number(key) > Number(keys[index - 1]))
  const ordered = isInOrder ? keys : keys.sort((a, b) => Number(a) - Number(b))
  return ordered.map((key) => toValue(value.get(key)!))
}

type JsonSchema = {
  type?: unknown
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
  oneOf?: JsonSchema[]
  discriminator?: { propertyName: string }
  const?: unknown
}

/**
 * Reads JSON text where the schema wants an object or a list: clients send `destinations=[{…}]`,
 * `destinations[]={…}` and `location={…}` in forms. `1` and `0` are read as true and false where it wants one of
 * these. Text that is not JSON stays, for validation to name it.
 */
export const readJsonText = (value: unknown, schema: JsonSchema | undefined): unknown => {
  if (schema === undefined) return value
  if (typeof value === 'string') {
    // PHP writes true and false so in a form.
    if (schema.type === 'boolean' && (value === '1' || value === '0')) return value === '1'
    const wantsTree = [schema.type].flat().some((type) => type === 'object' || type === 'array')
    const tree = wantsTree && /^\s*[[{]/.test(value) ? parseOrKeep(value) : value
    return typeof tree === 'string' ? tree : readJsonText(tree, schema)
  }
  if (Array.isArray(value)) return value.map((item) => readJsonText(item, schema.items))
  if (typeof value !== 'object' || value === null) return value
  const { properties } = chooseVariant(value as Record<string, unknown>, schema)
  const object: Record<string, unknown> = Object.create(null)
  for (const [name, item] of Object.entries(value)) object[name] = readJsonText(item, properties?.[name])
  return object
}

/** Of several kinds of object the one that the value says it is. */
const chooseVariant = (value: Record<string, unknown>, schema: JsonSchema): JsonSchema => {
  const name = schema.discriminator?.propertyName
  const variant = name && schema.oneOf?.find(({ properties }) => properties?.[name]?.const === value[name])
  return variant || schema
}

const parseOrKeep = (text: string): unknown => {
  try {
    return JSON.parse(text, (key, value) => (REFUSED_NAMES.has(key) ? undefined : value))
  } catch {
    return text
  }
}
