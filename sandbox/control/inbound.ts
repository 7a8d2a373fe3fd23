import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { type Sandbox, selectFirstNumber } from '../context.ts'
import { checkInboundMessage } from '../inbound/check-inbound.ts'
import { receiveMessage } from '../inbound/receive-message.ts'
import { isUserId } from '../phone.ts'
import type { PhoneNumber } from '../state/state.ts'
import { ControlError } from './control-error.ts'
import { readBody } from './read-body.ts'

const path = '/_sandbox/inbound'

const schema = Type.Object(
  {
    phone_number_id: Type.Optional(Type.String({ minLength: 1 })),
    from: Type.String({ minLength: 1 }),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    message: Type.Record(Type.String(), Type.Unknown()),
  },
  { additionalProperties: false },
)

/** A number's digits, the plus and blanks left out, or a user id. */
const readFrom = (from: string): string => {
  if (isUserId(from)) return from
  const digits = from.replace(/[\s+()-]/g, '')
  if (!/^[1-9]\d{6,14}$/.test(digits)) {
    throw new ControlError(
      'from must be a phone number with its country code, or a user id such as US.1349….',
    )
  }
  return digits
}

const selectNumber = ({ state }: Sandbox, id: string | undefined): PhoneNumber => {
  const number = id === undefined ? selectFirstNumber(state) : state.numbers.get(id)
  if (!number) throw new ControlError('phone_number_id is not a number of this sandbox.')
  return number
}

/** `POST /_sandbox/inbound`: a customer writes. */
export const addInbound = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.post(path, async (request) => {
    const body = readBody(schema, request)
    const number = selectNumber(sandbox, body.phone_number_id)
    const from = readFrom(body.from)
    if (from === number.digits) throw new ControlError('from is the business number itself.')
    const type = checkInboundMessage(body.message)
    // Faults that name a recipient are meant for sends: a customer's message is to the business.
    const subject = { path, isSend: true, phoneNumberId: number.id }
    const copies = sandbox.faults.claim('no_webhook', subject)
      ? 0
      : sandbox.faults.claim('duplicate_webhook', subject)
        ? 2
        : 1
    const { id } = await receiveMessage(sandbox, {
      number,
      from,
      name: body.name,
      type,
      message: body.message,
      copies,
    })
    await sandbox.journal.written()
    return { id }
  })
}
