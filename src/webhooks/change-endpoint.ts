import { sql } from 'kysely'
import type { SecretBox } from '../config/secret-box.ts'
import type { Database, Tx } from '../database/database.ts'
import { auditEndpoint } from './endpoints.ts'
import type { Notice } from './health.ts'
import type { WebhookEvent } from './payloads/kinds.ts'
import { drawSecret } from './sign.ts'

/** The fields that a request names. An empty token is none. */
export type EndpointChange = {
  url?: string | undefined
  token?: string | undefined
  events?: WebhookEvent[] | undefined
  active?: boolean | undefined
}

type Place = { integrationId: number; id: number }

/**
 * Changes an endpoint. One that is switched on again starts in health, and what waited for it becomes due.
 * Answers false when the number has none with this id.
 */
export const updateEndpoint = (
  database: Database,
  secrets: SecretBox,
  place: Place,
  change: EndpointChange,
  { actor, now }: { actor: string; now: Date },
): Promise<boolean> =>
  database.transaction().execute(async (tx) => {
    const before = await lockEndpoint(tx, place)
    if (!before) return false
    const { url, token, events, active } = change
    const hasMoved = url !== undefined && url !== before.url
    const isSwitched = active !== undefined && active !== before.active
    await tx
      .updateTable('webhook_endpoints')
      .set({
        ...(url !== undefined && { url }),
        ...(token !== undefined && { token_sealed: token === '' ? null : secrets.seal(token) }),
        ...(events && { events }),
        ...(active !== undefined && { active }),
        // Another receiver has not failed yet, and is the sandbox's no more.
        ...(hasMoved && { failing_since: null, warned_at: null, is_sandbox: false }),
        ...(isSwitched && { failing_since: null, warned_at: null, disabled_reason: null }),
        updated_at: now,
      })
      .where('id', '=', place.id)
      .execute()
    if (isSwitched) await appendSwitch(tx, place, active ? { status: 'working' } : { status: 'disabled' })
    if (isSwitched && active) await makeDue(tx, place.id, now)
    const changed = Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [name]))
    await auditEndpoint(tx, actor, 'webhook.changed', place.id, {
      integration_id: place.integrationId,
      changed,
    })
    return true
  })

/** How long the secret before a rotation goes on signing (promise 13). */
const OVERLAP_MS = 24 * 3_600_000

/** Gives an endpoint a new secret and answers it; undefined when the number has none with this id. */
export const rotateSecret = (
  database: Database,
  secrets: SecretBox,
  place: Place,
  { actor, now }: { actor: string; now: Date },
): Promise<string | undefined> =>
  database.transaction().execute(async (tx) => {
    const before = await lockEndpoint(tx, place)
    if (!before) return undefined
    const secret = drawSecret()
    await tx
      .updateTable('webhook_endpoints')
      .set({
        secret_sealed: secrets.seal(secret),
        old_secret_sealed: before.secret_sealed,
        old_secret_until: new Date(now.getTime() + OVERLAP_MS),
        updated_at: now,
      })
      .where('id', '=', place.id)
      .execute()
    const details = { integration_id: place.integrationId }
    await auditEndpoint(tx, actor, 'webhook.secret_rotated', place.id, details)
    return secret
  })

const lockEndpoint = (tx: Tx, { integrationId, id }: Place) =>
  tx
    .selectFrom('webhook_endpoints')
    .select(['url', 'active', 'secret_sealed'])
    .where('integration_id', '=', integrationId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()

const appendSwitch = async (tx: Tx, { integrationId, id }: Place, { status }: Notice): Promise<void> => {
  const data = JSON.stringify({ webhook_id: id, status })
  await tx
    .insertInto('events')
    .values({ type: 'webhook.status', integration_id: integrationId, data })
    .execute()
}

const makeDue = async (tx: Tx, endpointId: number, now: Date): Promise<void> => {
  await sql`
    update webhook_deliveries set next_attempt_at = ${now}
    where endpoint_id = ${endpointId} and next_attempt_at > ${now} and claimed_by is null`.execute(tx)
}
