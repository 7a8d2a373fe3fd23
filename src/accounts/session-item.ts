import { type Static, Type } from 'typebox'
import { formatTimestamp } from '../http/timestamp.ts'
import type { AccountDependencies } from './dependencies.ts'
import type { StoredSession } from './sessions.ts'
import { findUser, UserItem, userItem } from './user-item.ts'

/** What the inbox needs to begin. */
export const SessionAnswer = Type.Object({
  csrf_token: Type.String({
    description: 'Send it in the header `X-CSRF-Token`. It is the same as long as the session lives.',
    examples: ['nC2dV5jSx1gQ0yq0Jm4c7t8rT3pW9oKfLZ6vXbHaEkM'],
  }),
  user: UserItem,
  last_event_id: Type.Integer({
    description:
      'The last number of the log of events. What is read after this answer is at least as new: a stream `after` it misses nothing.',
    examples: [4711],
  }),
})

export const sessionAnswer = async (
  { database, csrf, findLastEventId }: Pick<AccountDependencies, 'database' | 'csrf' | 'findLastEventId'>,
  { tokenId, userId }: { tokenId: number; userId: number },
): Promise<Static<typeof SessionAnswer>> => ({
  csrf_token: csrf.tokenOf({ tokenId }),
  last_event_id: await findLastEventId(),
  user: userItem((await findUser(database, userId))!),
})

export const SessionItem = Type.Object({
  id: Type.Integer({ examples: [7] }),
  client: Type.Union([Type.String(), Type.Null()], {
    description: 'The browser, as it names itself (User-Agent).',
    examples: ['Mozilla/5.0 (X11; Linux x86_64; rv:138.0) Gecko/20100101 Firefox/138.0'],
  }),
  address: Type.Union([Type.String(), Type.Null()], {
    description: 'From where it was opened.',
    examples: ['203.0.113.7'],
  }),
  is_current: Type.Boolean({ description: 'Whether this request came by it.' }),
  created_at: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
  last_used_at: Type.String({ description: 'To the hour.' }),
  expires_at: Type.String({ description: 'When it ends, however much it is used.' }),
})

export const sessionItem = (session: StoredSession, currentId: number): Static<typeof SessionItem> => ({
  id: session.id,
  client: session.client,
  address: session.address,
  is_current: session.id === currentId,
  created_at: formatTimestamp(session.createdAt),
  last_used_at: formatTimestamp(session.lastUsedAt),
  expires_at: formatTimestamp(session.expiresAt),
})
