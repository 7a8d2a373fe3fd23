import type { FastifyInstance } from 'fastify'
import type { Sandbox } from '../../context.ts'
import { openChat } from '../open-chat.ts'
import { readParty } from '../read-party.ts'
import { selectNumber } from '../select-number.ts'

type Params = { number: string; person: string }

/** `POST /_sandbox/phone/numbers/{id}/chats/{person}/open`: somebody looks at the conversation on the phone. */
export const addOpenChat = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.post<{ Params: Params }>('/_sandbox/phone/numbers/:number/chats/:person/open', async ({ params }) => {
    const { id } = selectNumber(sandbox.state, params.number)
    openChat(sandbox, readParty(params.person, 'The person'), id)
    await sandbox.journal.written()
    return { success: true }
  })
}
