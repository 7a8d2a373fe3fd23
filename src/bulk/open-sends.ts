import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { pauseSend, resumeSend, setStatus, templateObstacle } from './change.ts'
import { type BulkKey, lockBulkSend } from './queries.ts'
import type { BulkStatus, PausedBy } from './states.ts'
import { endHeld, takeBack } from './take-back.ts'

/** A send that is neither stopped nor done, with what it depends on. */
export type OpenSend = {
  integration_id: number
  id: number
  status: BulkStatus
  planned: number
  paused_by: PausedBy | null
  is_due: boolean
  is_expired: boolean
  /** It has expired, and that is not yet told, or something of it is held. */
  is_to_expire: boolean
  number_status: 'activated' | 'pending' | 'suspended'
  number_reason: string | null
  template_status: string | null
  rejected_reason: string | null
  upload_error: { title?: string; details?: string } | null
}

/** What the feeder has to do about a send before it takes anything of it. */
export type Step =
  | { do: 'start' | 'resume' | 'expire' }
  | { do: 'pause'; by: PausedBy; reason: string }
  | undefined

/**
 * What keeps a running send from being sent pauses it, with the reason. A number that is activated again lets go on
 * what was paused by it; a template that WhatsApp had stopped, or a file that it did not take, waits for a person.
 */
export const nextStep = (send: OpenSend): Step => {
  if (send.is_expired) return send.is_to_expire ? { do: 'expire' } : undefined
  const isActivated = send.number_status === 'activated'
  if (send.status === 'paused')
    return send.paused_by === 'number' && isActivated ? { do: 'resume' } : undefined
  if (send.status === 'planned') return send.is_due ? { do: 'start' } : undefined
  if (!isActivated)
    return {
      do: 'pause',
      by: 'number',
      reason: `The number is ${send.number_status}. ${send.number_reason ?? ''}`.trim(),
    }
  const obstacle = templateObstacle(send.template_status, send.rejected_reason)
  if (obstacle) return { do: 'pause', by: 'template', reason: `The template cannot be sent. ${obstacle}` }
  if (send.upload_error) {
    const { title = 'The attachment could not be uploaded', details = '' } = send.upload_error
    return { do: 'pause', by: 'attachment', reason: `${title}. ${details}`.trim() }
  }
  return undefined
}

/** An expired one is open until it is done: those who wait have an end by then, what is under way gets its own. */
export const listOpenSends = async (database: Database): Promise<OpenSend[]> => {
  const { rows } = await sql<OpenSend>`/* list-open-sends */
    select b.integration_id, b.id, b.status, b.planned, b.paused_by, coalesce(b.start_at <= now(), true) as is_due,
      coalesce(b.expires_at <= now(), false) as is_expired, i.status as number_status,
      i.status_reason as number_reason, t.status as template_status, t.rejected_reason, f.upload_error,
      coalesce(b.expires_at <= now() and (b.status <> 'running' or b.told_at < b.expires_at or exists (
        select from bulk_recipients r
        where r.integration_id = b.integration_id and r.bulk_id = b.id and r.state = 'held')), false)
        as is_to_expire
    from integrations i
    join bulk_sends b on b.integration_id = i.id and b.status in ('planned', 'running', 'paused')
    left join template_translations t on t.template_id = b.template_id and t.language_code = b.language_code
    left join media f on f.integration_id = b.integration_id and f.id = b.media_id
    order by b.integration_id, b.id`.execute(database)
  return rows
}

/** Does a step in a transaction of its own, unless somebody has changed the send since. True when it was done. */
export const takeStep = (database: Database, open: OpenSend, step: NonNullable<Step>): Promise<boolean> =>
  database.transaction().execute(async (tx) => {
    const key: BulkKey = { integrationId: open.integration_id, bulkId: open.id }
    const send = await lockBulkSend(tx, key)
    if (send?.status !== open.status || send.paused_by !== open.paused_by) return false
    if (step.do === 'start') await setStatus(tx, send, { status: 'running' })
    if (step.do === 'resume') await resumeSend(tx, send)
    if (step.do === 'pause') await pauseSend(tx, send, step.by, step.reason)
    if (step.do === 'expire') {
      await takeBack(tx, key)
      await endHeld(tx, key, 'expired')
      await setStatus(tx, send, { status: 'running', paused_by: null, paused_reason: null })
    }
    return true
  })
