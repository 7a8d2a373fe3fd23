import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { validationError } from '../error.ts'
import type { Idempotency } from '../messages/message.ts'

/** The headers of a request that sends, for its schema. */
export const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      description:
        'At most 255 characters of your own. The same key with the same body within 24 hours is answered with the stored answer and sends nothing.',
    }),
  ),
})

/** Reads `Idempotency-Key`; `path` names the route, aliases folded into one. Throws 422 for a key too long. */
export const idempotencyOf = (request: FastifyRequest, path: string): Idempotency | undefined => {
  const key = request.headers['idempotency-key']?.toString()
  if (key === undefined) return undefined
  if (key.trim() === '')
    throw validationError({ 'Idempotency-Key': ['The Idempotency-Key header must not be empty.'] })
  if (key.length > 255)
    throw validationError({
      'Idempotency-Key': [
        `The Idempotency-Key header must not have more than 255 characters; it has ${key.length}.`,
      ],
    })
  return { integrationId: request.integration.id, path, key, fingerprint: fingerprintOf(request) }
}

/** The same for the same fields and files, whatever the order and the kind of body that carried them. */
const fingerprintOf = (request: FastifyRequest): Buffer => {
  const files = [...request.uploads].map(([field, { sha256 }]) => [field, sha256.toString('hex')]).sort()
  return createHash('sha256')
    .update(JSON.stringify([sortNames(request.body), files]))
    .digest()
}

const sortNames = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sortNames)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, item]) => [name, sortNames(item)])
}
