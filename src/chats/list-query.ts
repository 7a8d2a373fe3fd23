import { type Static, Type } from 'typebox'
import type { Principal } from '../accounts/principal.ts'
import { PublicError, validationError } from '../error.ts'
import { ListQuery } from '../http/pagination.ts'
import { readTime } from '../http/read-time.ts'
import type { ChatFilter } from './filter.ts'
import { PRIORITIES } from './priorities.ts'

const Id = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647, description }))

/** How a list of chats can be cut. */
export const ChatListQuery = Type.Object({
  state: Type.Optional(Type.Enum(['active', 'archived'])),
  assignee: Type.Optional(
    Type.String({ description: '`me`, `none`, or the id of a user.', examples: ['me'] }),
  ),
  tag: Id('The id of a tag that it has.'),
  priority: Type.Optional(Type.Enum([...PRIORITIES])),
  reason: Id('Of archived ones: the id of the reason that they were closed with.'),
  closed_by: Id('Of archived ones: the id of the user who closed them.'),
  from: Type.Optional(Type.String({ description: 'The last message is of this time or later (ISO 8601).' })),
  to: Type.Optional(Type.String({ description: 'Of this time or earlier.' })),
  q: Type.Optional(
    Type.String({
      maxLength: 200,
      description:
        'Words of a name, of which the last may be a beginning (three letters and more), or a part of a number. Case and accents do not matter.',
    }),
  ),
  unread: Type.Optional(
    Type.Boolean({ description: 'true: only those with something to read, as `unread` counts it.' }),
  ),
  ...ListQuery.properties,
})

/** The filter that a query asks for. Throws 422 for what cannot be meant, 403 for `me` of a program. */
export const readFilter = (query: Static<typeof ChatListQuery>, principal: Principal): ChatFilter => ({
  state: query.state,
  q: query.q || undefined,
  unread: query.unread,
  assignee: query.assignee === undefined ? undefined : readAssignee(query.assignee, principal),
  tag: query.tag,
  priority: query.priority === undefined ? undefined : PRIORITIES.indexOf(query.priority),
  reason: query.reason,
  closedBy: query.closed_by,
  from: query.from === undefined ? undefined : readTime('from', query.from),
  to: query.to === undefined ? undefined : readTime('to', query.to),
})

const readAssignee = (text: string, { userId }: Principal): number | 'none' => {
  if (text === 'none') return text
  if (text === 'me') {
    if (userId === undefined)
      throw new PublicError(403, 'access_denied', 'A key is nobody’s: name the id of a user in place of me.')
    return userId
  }
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw validationError({ assignee: ['The assignee field must be me, none or the id of a user.'] })
  return Number(text)
}
