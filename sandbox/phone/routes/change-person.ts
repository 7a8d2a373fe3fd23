import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { commit, type Sandbox } from '../../context.ts'
import { readBody } from '../../control/read-body.ts'
import { createCustomer } from '../../inbound/create-customer.ts'
import { toPerson } from '../person.ts'
import { readParty } from '../read-party.ts'

const schema = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    receipts: Type.Optional(Type.Enum(['auto', 'opened', 'off'])),
  },
  { additionalProperties: false },
)

/** `PUT /_sandbox/phone/people/{person}`: another name, or other read receipts than the settings'. */
export const addChangePerson = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.put<{ Params: { person: string } }>('/_sandbox/phone/people/:person', async (request) => {
    const { name, receipts } = readBody(schema, request)
    const { customer, key } = toPerson(sandbox.state, readParty(request.params.person, 'The person'))
    const { receipts: before, ...rest } = customer ?? createCustomer(sandbox.state, key)
    const wanted = receipts ?? before ?? 'auto'
    const changed = { ...rest, name: name ?? rest.name, ...(wanted !== 'auto' && { receipts: wanted }) }
    commit(sandbox, { t: 'customer', customer: changed })
    await sandbox.journal.written()
    sandbox.feed.touchAll()
    return { key, name: changed.name, receipts: wanted }
  })
}
