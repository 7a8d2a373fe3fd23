import selectSerializer from '@fastify/fast-json-stringify-compiler'
import type { FastifyServerOptions } from 'fastify'

type Build = NonNullable<
  NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>['buildSerializer']
>

/**
 * Makes the functions that write answers, one for each shape: ten kinds of errors that each of hundreds of routes
 * may answer with would otherwise be as many thousand functions, which took a second of each start and fifty
 * megabytes.
 */
export const createSerializerBuilder = (): Build => {
  const build = selectSerializer() as unknown as Build
  return (externalSchemas, options) => {
    const compile = build(externalSchemas, options)
    const known = new Map<string, ReturnType<typeof compile>>()
    return (route) => {
      const shape = JSON.stringify(route.schema, withoutWords)
      const serialize = known.get(shape) ?? compile(route)
      known.set(shape, serialize)
      return serialize
    }
  }
}

/** What is said of a field changes nothing of how it is written. A field may have such a name itself: then it is an object. */
const withoutWords = (key: string, value: unknown): unknown =>
  (key === 'description' && typeof value === 'string') || (key === 'examples' && Array.isArray(value))
    ? undefined
    : value
