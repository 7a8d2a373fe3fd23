import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Person } from '../chats/listed.ts'
import type { Database } from '../database/database.ts'
import type { ListWindow } from '../http/pagination.ts'
import { formatTimestamp } from '../http/timestamp.ts'
import { afterId } from './after-id.ts'
import { ACTIONS } from './history.ts'

const Named = (description: string) =>
  Type.Union([Type.Object({ id: Type.Integer(), name: Type.String() }), Type.Null()], { description })

/** What was done with a chat, as `GET …/history` shows it. */
export const HistoryItem = Type.Object({
  id: Type.Integer(),
  at: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
  action: Type.String({ description: `${ACTIONS.join(', ')}.`, examples: ['claimed'] }),
  actor: Named('Who did it; null for a program, and for what came by itself.'),
  user: Named('Whom it concerns: who has the chat now, or had it.'),
  reason: Named('Of one that was closed: why.'),
  details: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()], {
    description: 'The tag, the priority, or what reopened it.',
  }),
})

type Row = {
  id: string
  at: Date
  action: string
  actor: Person | null
  user: Person | null
  reason: Person | null
  details: Record<string, unknown> | null
}

/** What was done with a chat, the latest first. */
export const listHistory = async (
  database: Database,
  { integrationId, chatId }: { integrationId: number; chatId: number },
  { offset, limit, after }: ListWindow,
): Promise<Row[]> => {
  const { rows } = await sql<Row>`
    select h.id, h.at, h.action, h.details,
      (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = h.actor_id) as actor,
      (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = h.user_id) as "user",
      (select json_build_object('id', r.id, 'name', r.name) from closing_reasons r where r.id = h.reason_id)
        as reason
    from chat_history h
    where h.integration_id = ${integrationId} and h.chat_id = ${chatId} and ${afterId(sql`h.id`, after)}
    order by h.id desc offset ${offset} limit ${limit}`.execute(database)
  return rows
}

export const historyItem = ({ id, at, ...row }: Row): Static<typeof HistoryItem> => ({
  ...row,
  id: Number(id),
  at: formatTimestamp(at),
})
