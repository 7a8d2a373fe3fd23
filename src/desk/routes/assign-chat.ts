import { Type } from 'typebox'
import type { Principal } from '../../accounts/principal.ts'
import { ChatItem } from '../../chats/item.ts'
import { ChatParams } from '../../chats/params.ts'
import type { Database } from '../../database/database.ts'
import { conflict, notFound, PublicError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { actOnChat, type DeskDependencies } from '../act.ts'
import { type AssignOutcome, assignChat } from '../assign.ts'
import { findPerson, requireTeam } from '../person.ts'

/** Null first: tried as a number it would be taken for 0, since text may stand for numbers. */
const UserId = (description: string) =>
  Type.Union([Type.Null(), Type.Integer({ minimum: 1, maximum: 2_147_483_647 })], { description })

/** `POST …/chats/{chat_id}/assign`: claims a chat, hands it over, takes it over, or lets it go. */
export const assignChatRoute = (app: HttpApp, dependencies: DeskDependencies): void => {
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/chats/:chat_id/assign',
    config: { takesNull: true },
    schema: {
      operationId: 'assignChat',
      tags: ['Desk'],
      summary: 'Assign a chat',
      description:
        'Gives an active chat to somebody, or to nobody. With `expected_assignee`, only if that is who has it: of two who claim a free chat at once one gets it, and the other gets 409, with who has it in `error.assignee`. Supervisors, administrators and keys may give any chat to anybody. Agents claim free ones, hand on their own, and take one over by naming whose it is.',
      params: ChatParams,
      body: Type.Object({
        user_id: UserId('Who gets it; null: nobody.'),
        expected_assignee: Type.Optional(
          UserId(
            'Who has it by now; null: nobody. By default, whoever has it: for agents nobody or themselves.',
          ),
        ),
      }),
      response: { 200: ChatItem, ...errorResponses(400, 401, 404, 409, 413, 415, 422, 429, 503) },
    },
    handler: async (request) => {
      const { body, integration, principal } = request
      const { user_id: userId, expected_assignee: expected } = body
      return actOnChat(dependencies, request, async (tx, chat) => {
        if (userId !== null) await requireTeam(tx, integration.id, 'user_id', [userId])
        const outcome = await assignChat(tx, {
          integrationId: integration.id,
          chatId: chat.id,
          userId,
          actorId: principal.userId ?? null,
          expected: expectedOf(principal, userId, expected),
        })
        await refuse(tx, outcome)
      })
    },
  })
}

/** Whose the chat may be by now. Throws 403 for what is not an agent's to do. */
const expectedOf = (
  { userId: callerId, access }: Principal,
  userId: number | null,
  expected: number | null | undefined,
): readonly (number | null)[] | undefined => {
  const isFree = callerId === undefined || access.has('manage')
  if (isFree) return expected === undefined ? undefined : [expected]
  if (userId === callerId) return expected === undefined ? [null] : [expected]
  if (expected !== undefined && expected !== callerId)
    throw new PublicError(
      403,
      'access_denied',
      'Agents hand on chats of their own alone. Take it over first, or ask a supervisor.',
    )
  return [callerId]
}

/** Throws 409 for a chat that did not change hands. */
const refuse = async (tx: Database, outcome: AssignOutcome): Promise<void> => {
  if (outcome.kind === 'gone') throw notFound()
  if (outcome.kind === 'archived')
    throw conflict('This chat is in the archive, where chats are nobody’s. Reopen it first.')
  if (outcome.kind !== 'taken') return
  const { assigneeId } = outcome
  const assignee = assigneeId === null ? null : ((await findPerson(tx, assigneeId)) ?? null)
  throw new PublicError(
    409,
    'conflict',
    assignee ? `This chat is ${assignee.name}’s.` : 'This chat is nobody’s any more.',
    { assignee },
  )
}
