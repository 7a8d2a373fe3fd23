/** As much of OpenAPI 3.1 as the page reads; all of it may be missing. */
export type OpenApiDocument = {
  info?: { title?: string; version?: string; description?: string }
  tags?: { name: string; description?: string }[]
  paths?: Record<string, Record<string, OperationObject> | undefined>
  components?: { schemas?: Record<string, JsonSchema> }
  security?: object[]
}

export type JsonSchema = {
  $ref?: string
  type?: string | string[]
  description?: string
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  additionalProperties?: JsonSchema | boolean
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  enum?: unknown[]
  const?: unknown
  default?: unknown
  examples?: unknown[]
  example?: unknown
  format?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
}

type Parameter = {
  name: string
  in: string
  required?: boolean
  description?: string
  schema?: JsonSchema
  example?: unknown
}

type Content = Record<string, { schema?: JsonSchema; example?: unknown } | undefined>

type OperationObject = {
  operationId?: string
  tags?: string[]
  summary?: string
  description?: string
  deprecated?: boolean
  security?: object[]
  parameters?: Parameter[]
  requestBody?: { content?: Content }
  responses?: Record<string, { description?: string; content?: Content } | undefined>
}

/** An operation as the page shows it. */
export type Operation = {
  /** Its anchor in the page. */
  id: string
  operationId: string | undefined
  method: string
  path: string
  tag: string
  summary: string
  description: string | undefined
  isDeprecated: boolean
  needsToken: boolean
  parameters: (Parameter & { schema: JsonSchema })[]
  /** The body's schema by content type. */
  bodies: Map<string, JsonSchema>
  answers: Answer[]
  /** Statuses of its error answers. */
  errorStatuses: number[]
}

export type Answer = {
  status: string
  description: string | undefined
  contentType: string | undefined
  schema: JsonSchema | undefined
}

/** A section of the reference: the operations of one tag. */
export type OperationGroup = {
  id: string
  name: string
  description: string | undefined
  operations: Operation[]
}

/** The section of operations without a tag. */
const UNTAGGED = 'Other'

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

/** The operations by tag, tags in the document's order; those without a tag come last, as "Other". */
export const listOperationGroups = (document: OpenApiDocument): OperationGroup[] => {
  const operations = listOperations(document)
  const described = document.tags ?? []
  const tags = operations.map(({ tag }) => tag).filter((tag) => tag !== UNTAGGED)
  const names = [...described.map(({ name }) => name), ...tags, UNTAGGED]
  return [...new Set(names)].flatMap((name) => {
    const own = operations.filter(({ tag }) => tag === name)
    const description = described.find((tag) => tag.name === name)?.description
    return own.length > 0 ? { id: `section-${toAnchor(name)}`, name, description, operations: own } : []
  })
}

const listOperations = (document: OpenApiDocument): Operation[] => {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const operation = methods?.[method]
      return operation ? readOperation(document, method, path, operation) : []
    }),
  )
  const taken = new Set<string>()
  return operations.map((operation) => {
    let { id } = operation
    for (let count = 2; taken.has(id); count++) id = `${operation.id}-${count}`
    taken.add(id)
    return { ...operation, id }
  })
}

const readOperation = (
  document: OpenApiDocument,
  method: string,
  path: string,
  operation: OperationObject,
): Operation => {
  const answers = Object.entries(operation.responses ?? {})
  const isError = ([status]: [string, unknown]) => /^[45]/.test(status)
  return {
    id: toAnchor(operation.operationId ?? `${method}-${path}`),
    operationId: operation.operationId,
    method: method.toUpperCase(),
    path,
    tag: operation.tags?.[0] ?? UNTAGGED,
    summary: operation.summary ?? `${method.toUpperCase()} ${path}`,
    description: operation.description,
    isDeprecated: operation.deprecated ?? false,
    needsToken: (operation.security ?? document.security ?? []).length > 0,
    parameters: (operation.parameters ?? []).map((parameter) => ({
      ...parameter,
      schema: inlineRefs(parameter.schema ?? {}, document),
    })),
    bodies: new Map(
      Object.entries(operation.requestBody?.content ?? {}).map(([type, content]) => [
        type,
        inlineRefs(content?.schema ?? {}, document),
      ]),
    ),
    answers: answers
      .filter((entry) => !isError(entry))
      .flatMap(([status, answer]): Answer[] => {
        // What Fastify writes where a schema says nothing.
        const description = answer?.description === 'Default Response' ? undefined : answer?.description
        const kinds = Object.entries(answer?.content ?? {})
        if (kinds.length === 0) return [{ status, description, contentType: undefined, schema: undefined }]
        return kinds.map(([contentType, content]) => ({
          status,
          description: kinds.length > 1 ? `${description ?? 'Answered'}, as ${contentType}` : description,
          contentType,
          schema: content?.schema && inlineRefs(content.schema, document),
        }))
      }),
    errorStatuses: answers
      .filter(isError)
      .map(([status]) => Number(status))
      .filter(Number.isInteger),
  }
}

/** `sendTemplate` and `get-/v1/me` as anchors: `send-template`, `get-v1-me`. */
export const toAnchor = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'unnamed'

/** A schema that speaks of itself ends here. */
const MAX_DEPTH = 12

/** The schema with what it refers to in its place. */
const inlineRefs = (schema: JsonSchema, document: OpenApiDocument, depth = 0): JsonSchema => {
  if (depth > MAX_DEPTH) return {}
  const inline = (inner: JsonSchema) => inlineRefs(inner, document, depth + 1)
  const name = schema.$ref?.match(/^#\/components\/schemas\/(.+)$/)?.[1]
  if (name !== undefined) {
    const { $ref: _, ...rest } = schema
    return { ...inline(document.components?.schemas?.[name] ?? {}), ...rest }
  }
  const { properties, items, additionalProperties, anyOf, oneOf, allOf } = schema
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, inline(inner)])),
    }),
    ...(items && { items: inline(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: inline(additionalProperties) }),
    ...(anyOf && { anyOf: anyOf.map(inline) }),
    ...(oneOf && { oneOf: oneOf.map(inline) }),
    ...(allOf && { allOf: allOf.map(inline) }),
  }
}
