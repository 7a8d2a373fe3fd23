import { sql } from 'kysely'
import { appendAudit } from '../accounts/audit-log.ts'
import type { SecretBox } from '../config/secret-box.ts'
import type { Database, Tx } from '../database/database.ts'
import { PublicError } from '../error.ts'
import { type ListWindow, wrongCursor } from '../http/pagination.ts'
import type { EndpointAccess } from './claim.ts'
import type { WebhookEvent } from './payloads/kinds.ts'
import { drawSecret } from './sign.ts'

/** One receiver of a number's webhooks. Its token and secrets are told to nobody. */
export type Endpoint = {
  id: number
  url: string
  events: string[]
  active: boolean
  disabled_reason: string | null
  failing_since: Date | null
  has_token: boolean
  created_at: Date
}

const MAX_ENDPOINTS = 20

const COLUMNS = sql`id, url, events, active, disabled_reason, failing_since,
  token_sealed is not null as has_token, created_at`

/** The endpoints of a number, oldest first. */
export const listEndpoints = async (
  database: Database,
  integrationId: number,
  { offset, limit, after }: ListWindow,
): Promise<Endpoint[]> => {
  const [afterId = 0] = after ?? []
  if (!/^\d{1,9}$/.test(String(afterId))) throw wrongCursor()
  const { rows } = await sql<Endpoint>`
    select ${COLUMNS} from webhook_endpoints where integration_id = ${integrationId} and id > ${afterId}
    order by id offset ${offset} limit ${limit}`.execute(database)
  return rows
}

export const findEndpoint = async (
  database: Database,
  integrationId: number,
  id: number,
): Promise<Endpoint | undefined> => {
  const { rows } = await sql<Endpoint>`
    select ${COLUMNS} from webhook_endpoints where integration_id = ${integrationId} and id = ${id}`.execute(
    database,
  )
  return rows[0]
}

export const findEndpointAccess = (
  database: Database,
  integrationId: number,
  id: number,
): Promise<(EndpointAccess & { events: string[] }) | undefined> =>
  database
    .selectFrom('webhook_endpoints')
    .select(['url', 'events', 'token_sealed', 'secret_sealed', 'old_secret_sealed', 'old_secret_until'])
    .where('integration_id', '=', integrationId)
    .where('id', '=', id)
    .executeTakeFirst()

export type NewEndpoint = {
  integrationId: number
  url: string
  token: string
  events: readonly WebhookEvent[]
  active: boolean
  isSandbox?: boolean
}

/** Makes an endpoint and answers its secret, which nobody can read again. Throws 409 when the number has many. */
export const insertEndpoint = async (
  tx: Tx,
  secrets: SecretBox,
  { integrationId, url, token, events, active, isSandbox = false }: NewEndpoint,
  actor: string,
): Promise<{ id: number; secret: string }> => {
  // Locked, so that two requests do not both find the last place free.
  await sql`select from integrations where id = ${integrationId} for no key update`.execute(tx)
  const { count } = await tx
    .selectFrom('webhook_endpoints')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('integration_id', '=', integrationId)
    .executeTakeFirstOrThrow()
  if (Number(count) >= MAX_ENDPOINTS)
    throw new PublicError(
      409,
      'conflict',
      `A number has ${MAX_ENDPOINTS} webhooks at most. Delete one first.`,
    )
  const secret = drawSecret()
  const { id } = await tx
    .insertInto('webhook_endpoints')
    .values({
      integration_id: integrationId,
      url,
      is_sandbox: isSandbox,
      token_sealed: token === '' ? null : secrets.seal(token),
      events: [...events],
      active,
      secret_sealed: secrets.seal(secret),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await auditEndpoint(tx, actor, 'webhook.created', id, { integration_id: integrationId, host: hostOf(url) })
  return { id, secret }
}

/** Deletes an endpoint with its deliveries. Answers false when the number has none with this id. */
export const deleteEndpoint = (
  database: Database,
  integrationId: number,
  id: number,
  actor: string,
): Promise<boolean> =>
  database.transaction().execute(async (tx) => {
    const deleted = await tx
      .deleteFrom('webhook_endpoints')
      .where('integration_id', '=', integrationId)
      .where('id', '=', id)
      .returning('url')
      .executeTakeFirst()
    if (!deleted) return false
    const details = { integration_id: integrationId, host: hostOf(deleted.url) }
    await auditEndpoint(tx, actor, 'webhook.deleted', id, details)
    return true
  })

export const auditEndpoint = (
  tx: Tx,
  actor: string,
  action: string,
  id: number,
  details: Record<string, unknown>,
): Promise<void> => appendAudit(tx, { actor, action, subject: `webhook:${id}`, details })

/** Paths and queries of receivers often hold secrets. */
const hostOf = (url: string): string => new URL(url).host
