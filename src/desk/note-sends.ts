import { sql } from 'kysely'
import type { NotedSend } from '../chats/follower.ts'
import type { Tx } from '../database/database.ts'
import { reopenByTemplates, type TemplateSend } from './reopen.ts'

/**
 * Notes what the team's messages mean for the chats that they are in: the first one answers, and a template brings a
 * chat back from the archive. What programs send changes nothing here.
 */
export const noteDeskSends = async (tx: Tx, sends: NotedSend[]): Promise<void> => {
  const own = sends.flatMap((send) =>
    send.origin === 'inbox' && send.sentBy !== null ? { ...send, sentBy: send.sentBy } : [],
  )
  if (own.length === 0) return
  await reopenByTemplates(
    tx,
    own.filter(({ type }) => type === 'template'),
  )
  await noteFirstReplies(tx, own)
}

/** A chat may have been closed in the moment since. */
const noteFirstReplies = async (tx: Tx, sends: TemplateSend[]): Promise<void> => {
  const rows = sends.map(({ integrationId, chatId, sentBy, at }) => ({
    i: integrationId,
    c: chatId,
    u: sentBy,
    at,
  }))
  await sql`
    update chat_assignments a set first_reply_at = reply.at
    from (
      select i, c, u, min(at) as at from json_to_recordset(${JSON.stringify(rows)}::json)
        as row (i integer, c integer, u integer, at timestamptz)
      group by i, c, u
    ) reply
    where a.integration_id = reply.i and a.chat_id = reply.c and a.user_id = reply.u and a.first_reply_at is null
      and a.assigned_at <= reply.at and coalesce(a.ended_at >= reply.at, true)`.execute(tx)
}
