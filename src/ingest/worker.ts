import { sql } from 'kysely'
import { type Database, isPassing, type Tx } from '../database/database.ts'
import type { Integration, IntegrationDirectory } from '../integrations/directory.ts'
import { createWakeUp } from '../wake-up.ts'
import { parseWebhook, type Unrecognised, type WebhookChange } from '../whatsapp/webhook.ts'
import { listStatuses } from '../whatsapp/webhook-statuses.ts'
import { applyStatuses, isKnownStatus, type ReceivedStatus } from './apply-statuses.ts'
import { parseJson } from './signed-for.ts'

type Options = {
  database: Database
  directory: IntegrationDirectory
  log: { error(fields: object, message: string): void }
  /** Told when events were appended to the log. */
  onAppended?: () => void
  /** Events applied in one transaction. */
  batchSize?: number
  pollMs?: number
}

type StoredEvent = { id: string; received_at: Date; body: Buffer; signed_for: number[] }

/** Applies stored events to messages, oldest first. */
type IngestWorker = {
  wake(): void
  stop(): Promise<void>
}

export const startIngestWorker = (options: Options): IngestWorker => {
  const { database, directory, log, onAppended, batchSize = 100, pollMs = 1_000 } = options
  let isStopped = false
  const wakeUp = createWakeUp()

  const applyBatch = (limit: number): Promise<number> =>
    database.transaction().execute(async (tx) => {
      const events = await claimEvents(tx, limit)
      if (events.length > 0) await applyEvents(tx, events, await directory.list())
      return events.length
    })

  // One event that cannot be applied must not hold up the others: it is set aside with the reason.
  const applyOneByOne = async (): Promise<void> => {
    for (let done = 0; done < batchSize && !isStopped; done += 1) {
      const count = await applyBatch(1).catch(async (error: unknown) => {
        if (isPassing(error)) throw error
        log.error({ err: error }, 'An event of WhatsApp could not be applied; it is kept as unprocessed')
        return setAside(database, String((error as Error).message))
      })
      if (count === 0) return
    }
  }

  const run = async (): Promise<void> => {
    while (!isStopped) {
      wakeUp.clear()
      let count = 0
      try {
        count = await applyBatch(batchSize)
        if (count > 0) onAppended?.()
      } catch (error) {
        if (isPassing(error)) log.error({ err: error }, 'Could not apply events; trying again')
        else await applyOneByOne().catch((again) => log.error({ err: again }, 'Could not apply events'))
      }
      if (count < batchSize) await wakeUp.wait(pollMs)
    }
  }

  const running = run()
  return {
    wake: wakeUp.ring,
    stop: async () => {
      isStopped = true
      wakeUp.ring()
      await running
    },
  }
}

const claimEvents = async (tx: Tx, limit: number): Promise<StoredEvent[]> =>
  tx
    .selectFrom('inbound_events')
    .select(['id', 'received_at', 'body', 'signed_for'])
    .where('state', '=', 'received')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()

/** Sets the oldest event aside. Answers how many: 0 when another process has it. */
const setAside = async (database: Database, reason: string): Promise<number> => {
  const { rows } = await sql`
    update inbound_events set state = 'unprocessed', reason = ${reason}
    where id = (select id from inbound_events where state = 'received' order by id limit 1 for update skip locked)
    returning id`.execute(database)
  return rows.length
}

const applyEvents = async (tx: Tx, events: StoredEvent[], integrations: Integration[]): Promise<void> => {
  const reasons = new Map<string, string>()
  const statuses: ReceivedStatus[] = []
  const eventOf = new Map<ReceivedStatus, string>()
  for (const event of events)
    for (const change of parseWebhook(parseJson(event.body))) {
      const read = readChange(change, event, integrations)
      if (read.reason) reasons.set(event.id, read.reason)
      for (const status of read.statuses) {
        statuses.push(status)
        eventOf.set(status, event.id)
      }
    }
  if (statuses.length > 0)
    for (const status of await applyStatuses(tx, statuses))
      reasons.set(eventOf.get(status)!, `A status of a message that is not ours: ${status.wamid}`)
  await markEvents(tx, events, reasons)
}

type Read = { statuses: ReceivedStatus[]; reason?: string }

const readChange = (
  change: WebhookChange | Unrecognised,
  { signed_for, received_at }: StoredEvent,
  integrations: Integration[],
): Read => {
  if (change.kind === 'unrecognised') return { statuses: [], reason: change.reason }
  const integration = integrations.find(({ phoneNumberId }) => phoneNumberId === change.phoneNumberId)
  if (change.phoneNumberId !== undefined && !integration)
    return { statuses: [], reason: `No connected number has the id ${change.phoneNumberId}` }
  if (integration && !signed_for.includes(integration.id))
    return { statuses: [], reason: 'Signed with the secret of another number' }
  if (change.field !== 'messages' || !integration)
    return { statuses: [], reason: `Events of the kind ${change.field} are not read by this version` }
  return readStatuses(change, integration.id, received_at)
}

const readStatuses = (change: WebhookChange, integrationId: number, receivedAt: Date): Read => {
  const { statuses, unrecognised } = listStatuses(change)
  const known = statuses.filter(({ status }) => isKnownStatus(status))
  const strange = statuses.find(({ status }) => !isKnownStatus(status))
  const hasMessages = Array.isArray(change.value['messages']) && change.value['messages'].length > 0
  return {
    statuses: known.map((status) => ({ ...status, integrationId, receivedAt })),
    reason:
      unrecognised[0]?.reason ??
      (strange && `A status named ${strange.status} is not known`) ??
      (hasMessages ? 'Messages of customers are not read by this version' : undefined) ??
      (known.length === 0 ? 'A change without statuses or messages' : undefined),
  }
}

const markEvents = async (tx: Tx, events: StoredEvent[], reasons: Map<string, string>): Promise<void> => {
  const rows = events.map(({ id }) => ({ id, reason: reasons.get(id) }))
  await sql`/* mark-events */
    update inbound_events e
    set state = case when row.reason is null then 'applied' else 'unprocessed' end, reason = row.reason,
      applied_at = now()
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (id bigint, reason text)
    where e.id = row.id`.execute(tx)
}
