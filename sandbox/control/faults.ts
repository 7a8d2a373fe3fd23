import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Sandbox } from '../context.ts'
import { type Fault, faultModes } from '../faults/fault.ts'
import { isUserId } from '../phone-number.ts'
import { ControlError } from './control-error.ts'
import { readBody } from './read-body.ts'

const strict = { additionalProperties: false }

const schema = Type.Object(
  {
    match: Type.Optional(
      Type.Object(
        {
          to: Type.Optional(Type.String({ minLength: 1 })),
          path: Type.Optional(Type.String({ minLength: 1 })),
          phone_number_id: Type.Optional(Type.String({ minLength: 1 })),
        },
        strict,
      ),
    ),
    times: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })),
    mode: Type.Enum([...faultModes]),
    code: Type.Optional(Type.Integer({ minimum: 0 })),
    status: Type.Optional(Type.Integer({ minimum: 200, maximum: 599 })),
    delay_ms: Type.Optional(Type.Integer({ minimum: 0, maximum: 600_000 })),
  },
  strict,
)

const readTo = (to: string): string => {
  if (isUserId(to)) return to
  const digits = to.replace(/[\s+()-]/g, '')
  if (!/^\d+$/.test(digits)) throw new ControlError('match.to must be a phone number in digits.')
  return digits
}

/** `/_sandbox/faults`: what is to go wrong, on which requests and how often. */
export const addFaults = (app: FastifyInstance, { faults, state }: Sandbox): void => {
  app.get('/_sandbox/faults', async () => faults.list())

  app.post('/_sandbox/faults', async (request) => {
    const { match = {}, times = 1, mode, ...rest } = readBody(schema, request)
    if (match.phone_number_id !== undefined && !state.numbers.has(match.phone_number_id)) {
      throw new ControlError('match.phone_number_id is not a number of this sandbox.')
    }
    const fault: Fault = {
      match: { ...match, ...(match.to !== undefined && { to: readTo(match.to) }) },
      times,
      mode,
      ...rest,
    }
    // A copy, since the times left are counted down in what is kept.
    faults.add({ ...fault })
    return fault
  })

  app.delete('/_sandbox/faults', async () => {
    faults.clear()
    return { success: true }
  })
}
