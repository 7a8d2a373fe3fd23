import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { insertMissingFetchJobs } from '../media/fetch-jobs.ts'
import { insertWaitingUploadJobs } from '../media/upload-jobs.ts'
import type { MessageError } from '../messages/own-errors.ts'

/**
 * Suspends a number after an error that only a person can mend: nothing more leaves by it, what is queued
 * stays queued (promise 10). Answers false when it was suspended already.
 */
export const suspendIntegration = async (
  database: Database,
  integrationId: number,
  error: MessageError,
): Promise<boolean> => {
  const reason = `${error.title}: ${error.what_to_do}`
  const { rows } = await sql`
    with stopped as (
      update integrations
      set status = 'suspended', status_reason = ${reason}, suspended_by = 'error', updated_at = now()
      where id = ${integrationId} and status = 'activated'
      returning id
    )
    insert into events (type, integration_id, data)
    select 'integration.status', id,
      json_build_object('status', 'suspended', 'error', ${JSON.stringify(error)}::json)
    from stopped returning id`.execute(database)
  return rows.length > 0
}

/**
 * Lets a number send again: a person's word, which stands against all that WhatsApp said of the account before. Answers false when there is none with this id. `actor`: for the audit log.
 */
export const activateIntegration = async (
  database: Database,
  integrationId: number,
  actor: string,
): Promise<boolean> =>
  database.transaction().execute(async (tx) => {
    const { rows } = await sql`
      with started as (
        update integrations
        set status = 'activated', status_reason = null, suspended_by = null, status_told_at = now(),
          updated_at = now()
        where id = ${integrationId} returning id
      ), audited as (
        insert into audit_log (actor, action, subject)
        select ${actor}, 'integration.activated', 'integration:' || id from started
      )
      insert into events (type, integration_id, data)
      select 'integration.status', id, json_build_object('status', 'activated') from started
      returning id`.execute(tx)
    if (rows.length > 0) await insertWaitingUploadJobs(tx, integrationId)
    if (rows.length > 0) await insertMissingFetchJobs(tx, integrationId)
    return rows.length > 0
  })

/** Meta's status that a code tells of a template; the next sync brings the full truth. */
const TEMPLATE_STATUS: Record<number, string> = { 132001: 'DELETED', 132015: 'PAUSED', 132016: 'DISABLED' }

/** Marks a translation as not to be sent, so that further sends of it are refused with the reason. */
export const stopTemplate = async (
  database: Database,
  integrationId: number,
  templateId: number,
  languageCode: string,
  error: MessageError,
): Promise<boolean> => {
  const status = TEMPLATE_STATUS[error.code] ?? 'PAUSED'
  const { rows } = await sql`
    with stopped as (
      update template_translations set status = ${status}, updated_at = now()
      where template_id = ${templateId} and language_code = ${languageCode} and status = 'APPROVED'
      returning template_id
    )
    insert into events (type, integration_id, data)
    select 'template.status', ${integrationId}::integer, json_build_object('template_id', template_id,
      'language', ${languageCode}::text, 'status', ${status}::text, 'error', ${JSON.stringify(error)}::json)
    from stopped returning id`.execute(database)
  return rows.length > 0
}
