import { appendAudit } from '../accounts/audit-log.ts'
import type { Database, Tx } from '../database/database.ts'
import { appendEvents } from '../events/append.ts'
import type { OpenRange, Schedule } from './hours.ts'

/** In the order in which they are sent when several are due. */
export const KINDS = ['welcome', 'out_of_hours', 'nobody_online'] as const
export type Kind = (typeof KINDS)[number]

export type Reply = { text: string; enabled: boolean }
export type Holiday = { date: string; name: string }

/** What a number answers by itself. */
export type AutoReplies = Schedule & { replies: Record<Kind, Reply>; holidays: Holiday[] }

/** The fields that a request names. */
export type AutoRepliesChange = {
  replies: { [One in Kind]?: Partial<Reply> | undefined }
  timeZone?: string | undefined
  hours?: OpenRange[] | undefined
  holidays?: Holiday[] | undefined
}

const NONE: Reply = { text: '', enabled: false }

const UNSET: AutoReplies = {
  replies: { welcome: NONE, out_of_hours: NONE, nobody_online: NONE },
  timeZone: 'Europe/Istanbul',
  hours: [],
  holidays: [],
}

export const readAutoReplies = async (database: Database, integrationId: number): Promise<AutoReplies> =>
  (await listAutoReplies(database, [integrationId])).get(integrationId) ?? UNSET

/** Of those numbers that have been given some. */
export const listAutoReplies = async (
  database: Database,
  integrationIds: readonly number[],
): Promise<Map<number, AutoReplies>> => {
  if (integrationIds.length === 0) return new Map()
  const rows = await database
    .selectFrom('auto_replies')
    .selectAll()
    .where('integration_id', 'in', integrationIds)
    .execute()
  return new Map(
    rows.map((row) => [
      row.integration_id,
      {
        replies: {
          welcome: (row.welcome ?? NONE) as Reply,
          out_of_hours: (row.out_of_hours ?? NONE) as Reply,
          nobody_online: (row.nobody_online ?? NONE) as Reply,
        },
        timeZone: row.time_zone,
        hours: row.hours as OpenRange[],
        holidays: row.holidays as Holiday[],
      },
    ]),
  )
}

/**
 * Changes the fields that are named, of what somebody else may be changing at this moment. `check` throws for what may
 * not stand together.
 */
export const changeAutoReplies = (
  database: Database,
  integrationId: number,
  { replies, ...change }: AutoRepliesChange,
  actor: string,
  check: (next: AutoReplies) => void,
): Promise<AutoReplies> =>
  database.transaction().execute(async (tx) => {
    await lockRow(tx, integrationId)
    const before = await readAutoReplies(tx, integrationId)
    const reply = (kind: Kind): Reply => {
      const { text = before.replies[kind].text, enabled = before.replies[kind].enabled } = replies[kind] ?? {}
      return { text, enabled }
    }
    const next: AutoReplies = {
      ...before,
      ...named(change),
      replies: {
        welcome: reply('welcome'),
        out_of_hours: reply('out_of_hours'),
        nobody_online: reply('nobody_online'),
      },
    }
    check(next)
    await tx
      .updateTable('auto_replies')
      .set({
        welcome: JSON.stringify(next.replies.welcome),
        out_of_hours: JSON.stringify(next.replies.out_of_hours),
        nobody_online: JSON.stringify(next.replies.nobody_online),
        time_zone: next.timeZone,
        hours: JSON.stringify(next.hours),
        holidays: JSON.stringify(next.holidays),
        updated_at: new Date(),
      })
      .where('integration_id', '=', integrationId)
      .execute()
    await appendEvents(tx, [{ type: 'desk.updated', integrationId: null, data: { what: 'auto_replies' } }])
    await appendAudit(tx, {
      actor,
      action: 'auto_replies.changed',
      subject: `integration:${integrationId}`,
      details: { changed: [...Object.keys(named(change)), ...Object.keys(named(replies))] },
    })
    return next
  })

/** Without the fields that are not there. */
const named = <T extends object>(fields: T): { [Field in keyof T]: Exclude<T[Field], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never

const lockRow = async (tx: Tx, integrationId: number): Promise<void> => {
  const { hours, holidays } = UNSET
  await tx
    .insertInto('auto_replies')
    .values({
      integration_id: integrationId,
      time_zone: UNSET.timeZone,
      hours: JSON.stringify(hours),
      holidays: JSON.stringify(holidays),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await tx
    .selectFrom('auto_replies')
    .select('integration_id')
    .where('integration_id', '=', integrationId)
    .forUpdate()
    .execute()
}
