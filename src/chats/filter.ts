import { type RawBuilder, sql } from 'kysely'
import { validationError } from '../error.ts'
import type { SortKey } from '../http/pagination.ts'
import type { Reader } from './reader.ts'
import { isUnread } from './unread.ts'

export type ChatFilter = {
  state?: 'active' | 'archived' | undefined
  /** Words of a name, the last of which may be a beginning, or a part of a number; case and accents do not matter. */
  q?: string | undefined
  /** True: those with something to read. */
  unread?: boolean | undefined
  /** A user, or none. */
  assignee?: number | 'none' | undefined
  tag?: number | undefined
  priority?: number | undefined
  reason?: number | undefined
  closedBy?: number | undefined
  /** The last message is of this time or later. */
  from?: Date | undefined
  /** Of this time or earlier. */
  to?: Date | undefined
}

/** What `chats` have to meet, the state apart; with `q`, where `meant` are the people of whom it speaks. */
export const conditionsOf = (
  filter: ChatFilter,
  reader: Reader,
  after: SortKey | undefined,
): RawBuilder<unknown>[] => [
  ...(filter.unread ? [isUnread(reader)] : []),
  ...(filter.assignee === undefined
    ? []
    : filter.assignee === 'none'
      ? [sql`chats.assignee_id is null`]
      : [sql`chats.assignee_id = ${filter.assignee}`]),
  ...(filter.tag === undefined
    ? []
    : [
        sql`exists (select from chat_tags t
          where t.integration_id = chats.integration_id and t.chat_id = chats.id and t.tag_id = ${filter.tag})`,
      ]),
  ...(filter.priority === undefined ? [] : [sql`chats.priority = ${filter.priority}`]),
  ...(filter.reason === undefined ? [] : [sql`chats.reason_id = ${filter.reason}`]),
  ...(filter.closedBy === undefined ? [] : [sql`chats.closed_by = ${filter.closedBy}`]),
  ...(filter.from ? [sql`chats.last_message_at >= ${filter.from}`] : []),
  ...(filter.to ? [sql`chats.last_message_at <= ${filter.to}`] : []),
  ...(filter.q === undefined ? [] : [sql`chats.contact_id in (select id from meant)`]),
  ...(after ? [isBefore(after)] : []),
]

/** Throws 422 for a key that no list of chats has made. */
const isBefore = ([at, id]: SortKey): RawBuilder<unknown> => {
  if (!/^\d{1,16}$/.test(String(at)) || !/^\d{1,9}$/.test(String(id)))
    throw validationError({ cursor: ['The cursor field must be the one of a Link header, as it is.'] })
  return sql`(chats.last_message_at, chats.id) <
    ('epoch'::timestamptz + ${String(at)}::bigint * interval '1 microsecond', ${String(id)}::integer)`
}
