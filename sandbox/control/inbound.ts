import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { type Sandbox, selectFirstNumber } from '../context.ts'
import { checkInboundMessage } from '../inbound/check-inbound.ts'
import { receiveMessage } from '../inbound/receive-message.ts'
import { readParty } from '../phone/read-party.ts'
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
    const from = readParty(body.from, 'from')
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
