import type { FastifyInstance } from 'fastify'
import type { Sandbox } from '../context.ts'
import { encodeNumber } from './number-node.ts'
import { requireAccount } from './objects.ts'
import { encodePage, readPage } from './paging.ts'

/** `GET /{waba-id}/phone_numbers`. */
export const addPhoneNumbers = (app: FastifyInstance, sandbox: Sandbox): void => {
  const { state } = sandbox
  app.get<{ Params: { id: string }; Querystring: Record<string, unknown> }>(
    '/:id/phone_numbers',
    async (request) => {
      requireAccount(state, request.params.id, 'GET')
      const page = readPage([...state.numbers.values()], request.query, ({ id }) => id)
      return encodePage(page, sandbox.baseUrl(), request, (number) =>
        encodeNumber(state, number, request.query['fields']),
      )
    },
  )
}
