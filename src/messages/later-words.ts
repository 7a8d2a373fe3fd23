import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { StoredMessage } from './queries.ts'

/** What later messages did to one. */
export type LaterWords = {
  reactions: { emoji: string; by: 'customer' | 'business'; at: Date }[]
  edited?: { at: Date; content: object }
  revokedAt?: Date
}

type Row = {
  target: string
  type: 'reaction' | 'edit' | 'revoke'
  direction: 'inbound' | 'outbound'
  content: object
  created_at: Date
}

/** Those of messages whose `wamid` is known, by it. The latest wins; an empty emoji takes the reaction away. */
export const listLaterWords = async (
  database: Database,
  integrationId: number,
  messages: StoredMessage[],
): Promise<Map<string, LaterWords>> => {
  const known = new Map(messages.flatMap((message) => (message.wamid ? [[message.wamid, message]] : [])))
  const { rows } = await sql<Row>`
    select l.reply_to_wamid as target, l.type, l.direction, l.content, l.created_at
    from unnest(${[...known.keys()]}::text[]) as target (wamid)
    join messages l on l.integration_id = ${integrationId} and l.reply_to_wamid = target.wamid
    where l.type in ('reaction', 'edit', 'revoke') and l.state not in ('failed', 'expired', 'cancelled')
    order by l.created_at, l.number`.execute(database)
  const words = new Map<string, LaterWords>()
  for (const row of rows) {
    const before = words.get(row.target) ?? { reactions: [] }
    // Only who wrote a message can change it or take it back.
    const isOwn = row.direction === known.get(row.target)!.direction
    if (row.type === 'reaction') words.set(row.target, afterReaction(before, row))
    else if (isOwn && row.type === 'edit')
      words.set(row.target, { ...before, edited: { at: row.created_at, content: newContent(row.content) } })
    else if (isOwn && row.type === 'revoke') words.set(row.target, { ...before, revokedAt: row.created_at })
  }
  return words
}

const afterReaction = (before: LaterWords, { direction, content, created_at }: Row): LaterWords => {
  const by = direction === 'inbound' ? 'customer' : 'business'
  const { emoji } = content as { emoji?: string }
  const others = before.reactions.filter((one) => one.by !== by)
  return { ...before, reactions: emoji ? [...others, { emoji, by, at: created_at }] : others }
}

/** An edit holds a message of its own: `{type, [type]: …}` (Cloud API, webhooks: edit). */
const newContent = (content: object): object => {
  const { message = {} } = content as { message?: Record<string, unknown> & { type?: string } }
  const inner = message[message.type ?? '']
  return typeof inner === 'object' && inner !== null ? inner : message
}

/** The ids of messages that others name by Meta's id alone. */
export const mapTargetIds = async (
  database: Database,
  integrationId: number,
  messages: StoredMessage[],
): Promise<Map<string, string>> => {
  const wamids = messages.flatMap(({ reply_to_id, reply_to_wamid }) =>
    reply_to_wamid !== null && reply_to_id === null ? [reply_to_wamid] : [],
  )
  if (wamids.length === 0) return new Map()
  const { rows } = await sql<{ wamid: string; id: string }>`
    select m.wamid, m.id from unnest(${[...new Set(wamids)]}::text[]) as target (wamid)
    join messages m on m.integration_id = ${integrationId} and m.wamid = target.wamid`.execute(database)
  return new Map(rows.map(({ wamid, id }) => [wamid, id]))
}
