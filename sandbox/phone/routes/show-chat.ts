import type { FastifyInstance } from 'fastify'
import type { Sandbox } from '../../context.ts'
import { toPerson } from '../person.ts'
import { readLimit } from '../read-limit.ts'
import { readParty } from '../read-party.ts'
import { selectNumber } from '../select-number.ts'
import { showChatPage } from '../show-chat.ts'

type Params = { number: string; person: string }

/** `GET /_sandbox/phone/numbers/{id}/chats/{person}`: a conversation as the phone shows it, its newest messages. */
export const addShowChat = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.get<{ Params: Params; Querystring: { limit?: string } }>(
    '/_sandbox/phone/numbers/:number/chats/:person',
    async ({ params, query }) => {
      const { id } = selectNumber(sandbox.state, params.number)
      const person = toPerson(sandbox.state, readParty(params.person, 'The person'))
      return showChatPage(sandbox, person, id, readLimit(query.limit))
    },
  )
}
