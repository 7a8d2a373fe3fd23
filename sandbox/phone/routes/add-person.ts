import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { commit, type Sandbox } from '../../context.ts'
import { ControlError } from '../../control/control-error.ts'
import { readBody } from '../../control/read-body.ts'
import { createDigits } from '../../ids.ts'
import { createCustomer } from '../../inbound/create-customer.ts'
import { toPerson } from '../person.ts'
import { readParty } from '../read-party.ts'

const schema = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    phone: Type.Optional(Type.String({ minLength: 1 })),
  },
  { additionalProperties: false },
)

/** `POST /_sandbox/phone/people`: somebody more; without a phone number one who is known by a user id only. */
export const addAddPerson = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.post('/_sandbox/phone/people', async (request) => {
    const { name, phone } = readBody(schema, request)
    const key = phone === undefined ? `TR.${createDigits(20)}` : readParty(phone, 'phone')
    if ([...sandbox.state.numbers.values()].some(({ digits }) => digits === key)) {
      throw new ControlError('phone is the number of the business itself.')
    }
    const known = toPerson(sandbox.state, key).customer ?? createCustomer(sandbox.state, key)
    commit(sandbox, { t: 'customer', customer: { ...known, name } })
    await sandbox.journal.written()
    sandbox.feed.touchAll()
    return { key: known.key, name }
  })
}
