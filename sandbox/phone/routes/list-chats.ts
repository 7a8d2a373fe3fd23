import type { FastifyInstance } from 'fastify'
import type { Sandbox } from '../../context.ts'
import { listChats } from '../list-chats.ts'
import { readLimit } from '../read-limit.ts'
import { selectNumber } from '../select-number.ts'

type Query = { q?: string; limit?: string }

/** `GET /_sandbox/phone/numbers/{id}/chats`: people, whoever wrote or was written to last first. */
export const addListChats = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.get<{ Params: { number: string }; Querystring: Query }>(
    '/_sandbox/phone/numbers/:number/chats',
    async ({ params, query: { q = '', limit } }) => {
      const { id } = selectNumber(sandbox.state, params.number)
      return listChats(sandbox, { numberId: id, query: q.trim(), limit: readLimit(limit) })
    },
  )
}
