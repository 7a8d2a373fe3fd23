import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** When a newcomer first did what there is to try; null until then. */
export type FirstSteps = {
  /** Wrote as a customer, on the sandbox's phone. */
  wroteAt: Date | null
  /** Answered somebody in the inbox. */
  answeredAt: Date | null
  /** Sent somebody a template in the inbox. */
  templateAt: Date | null
  /** The sandbox's shop has taken a webhook. */
  toldAt: Date | null
}

/** How far back is looked, in messages of a number and in webhooks: whoever has so many is no newcomer. */
const LATEST = 1_000

/**
 * What was tried with these numbers of the sandbox since somebody first signed in: what its customers write by
 * themselves comes before that, while the program starts.
 */
export const findFirstSteps = async (database: Database, integrationIds: number[]): Promise<FirstSteps> => {
  const { rows } = await sql<FirstSteps>`
    with beginning as (
      select at from audit_log where action = 'session.created' order by id limit 1),
    latest as (
      select latest.* from unnest(${integrationIds}::integer[]) own(id), lateral (
        select direction, origin, type, created_at from messages
        where integration_id = own.id and created_at > (select at from beginning)
        order by created_at desc, number desc limit ${LATEST}) latest),
    told as (
      select told.* from webhook_endpoints, lateral (
        select status, created_at from webhook_deliveries
        where endpoint_id = webhook_endpoints.id and created_at > (select at from beginning)
        order by created_at desc, webhook_deliveries.id desc limit ${LATEST}) told
      where is_sandbox and integration_id = any(${integrationIds}::integer[]))
    select
      min(created_at) filter (where direction = 'inbound') as "wroteAt",
      min(created_at) filter (where origin = 'inbox' and type <> 'template') as "answeredAt",
      min(created_at) filter (where origin = 'inbox' and type = 'template') as "templateAt",
      (select min(created_at) from told where status = 'succeeded') as "toldAt"
    from latest`.execute(database)
  return rows[0]!
}
