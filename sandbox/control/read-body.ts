import type { FastifyRequest } from 'fastify'
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { bodyFields } from '../http/body.ts'
import { ControlError } from './control-error.ts'

type Problem = { keyword: string; instancePath: string; message: string; params: Record<string, unknown> }

/** `/statuses/sent_ms` → `statuses.sent_ms`; the body itself is `the body`. */
const nameField = (path: string): string => (path === '' ? 'the body' : path.slice(1).replaceAll('/', '.'))

const describe = ({ keyword, instancePath, message, params }: Problem): string => {
  const name = nameField(instancePath)
  if (keyword === 'boolean') return `${name} is not known here`
  if (keyword === 'enum') return `${name} must be one of ${(params['allowedValues'] as unknown[]).join(', ')}`
  return `${name} ${message}`
}

/** The body of a call as its schema says; 400 with the first thing that is wrong. */
export const readBody = <T extends TSchema>(schema: T, request: FastifyRequest): Static<T> => {
  const fields = bodyFields(request)
  const [problem] = Value.Errors(schema, fields) as unknown as Problem[]
  if (problem) throw new ControlError(`${describe(problem)}.`)
  return fields as Static<T>
}
