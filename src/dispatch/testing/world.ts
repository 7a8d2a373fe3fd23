import { sql } from 'kysely'
import pg from 'pg'
import { createDatabase, type Database } from '../../database/database.ts'
import { applyStatuses } from '../../ingest/apply-statuses.ts'
import { insertMessages } from '../../messages/insert.ts'
import { createMessageId } from '../../messages/message-id.ts'
import { OWN_ERRORS } from '../../messages/own-errors.ts'
import type { MessageState } from '../../messages/states.ts'
import { PRESENCE_LOCK } from '../../processes/presence.ts'
import { type Claim, claimMessages } from '../claim.ts'
import { releaseLostClaims } from '../lost-claims.ts'
import type { PairPace } from '../pair-pace.ts'
import { expireMessages, markOrphansUnknown, settleLongUnknown } from '../reconcile.ts'
import { type Settlement, settleMessages } from '../settle.ts'

export type End = Settlement['end']

/** A request under way: not yet sent, or sent with what will be told of it. */
export type Flight = { claim: Claim; end?: End; wamid?: string }

/** A process as the database sees it: a number with a lock, and requests under way that nobody else knows of. */
export type Process = { number: number; client: pg.Client; flights: Flight[]; settled: Settlement[] }

/** How fast a world's number may send. */
export type Limits = { messagesPerSecond: number; pairPace: PairPace }

const UNLIMITED: Limits = { messagesPerSecond: 1_000_000, pairPace: { periodMs: 1, burst: 1_000 } }

export type StoredRow = {
  id: string
  state: MessageState
  error_code: number | null
  accepted_at: Date | null
  sent_at: Date | null
  delivered_at: Date | null
  read_at: Date | null
  failed_at: Date | null
  unknown_at: Date | null
  expired_at: Date | null
  queue_state: 'queued' | 'sending' | 'unknown' | null
  claimed_by: number | null
  address: string
  priority: number | null
  number: string | null
}

export type StatusName = 'sent' | 'delivered' | 'read' | 'failed'

/**
 * The dispatch of messages without its timing: two processes, WhatsApp and a clock that moves when it is told
 * to, on a real database. Every step is one that the program takes as a statement or transaction of its own.
 */
export class World {
  readonly database: Database
  readonly integrationId: number
  readonly processes: Process[] = []
  /** Our message ids by WhatsApp's, in the order of acceptance. */
  readonly accepted: { id: string; wamid: string }[] = []
  /** Messages that WhatsApp accepted again although nobody had called them unknown. */
  readonly doubled: string[] = []

  /** What was claimed and when, by a clock that `passTime` moves too, in milliseconds. */
  readonly claimed: { address: string; from: number; to: number }[] = []
  private readonly limits: Limits
  private passedMs = 0

  constructor(database: Database, integrationId: number, limits: Limits) {
    this.database = database
    this.integrationId = integrationId
    this.limits = limits
  }

  async accept(person: number, priority: 0 | 10, expiresInMs?: number): Promise<string> {
    const id = createMessageId()
    const message = {
      integrationId: this.integrationId,
      id,
      type: 'text' as const,
      address: `90555000000${person}`,
      content: { body: 'x' },
      expiresAt: expiresInMs === undefined ? undefined : new Date(Date.now() + expiresInMs),
    }
    await insertMessages(this.database, [{ message, priority }])
    return id
  }

  async claim(process: Process, limit: number): Promise<Claim[]> {
    const { claims } = await this.claimAs(process, limit)
    process.flights.push(...claims.map((claim) => ({ claim })))
    return claims
  }

  private async claimAs({ number }: Process, limit: number) {
    const { messagesPerSecond, pairPace } = this.limits
    const integration = {
      id: this.integrationId,
      wabaId: `waba-${this.integrationId}`,
      messagesPerSecond,
      messagingTier: null,
    }
    const from = Date.now() + this.passedMs
    const claimed = await claimMessages(this.database, {
      integration,
      processNumber: number,
      limit,
      pairPace,
    })
    const to = Date.now() + this.passedMs
    this.claimed.push(...claimed.claims.map(({ address }) => ({ address, from, to })))
    return claimed
  }

  /** Messages of these that were claimed although an earlier one to the same person has yet to go. */
  async listOvertaking(claims: Claim[]): Promise<string[]> {
    const rows = [...(await this.list()).values()]
    return claims.flatMap(({ id, address, priority, number }) =>
      rows.some(
        (row) =>
          row.address === address &&
          row.priority === priority &&
          Number(row.number) < Number(number) &&
          row.queue_state !== 'unknown',
      )
        ? [id]
        : [],
    )
  }

  /** A claim whose answer is lost on the way back. */
  async loseClaim(process: Process): Promise<void> {
    await this.claimAs(process, 2)
  }

  async releaseLostClaims(process: Process): Promise<void> {
    const known = process.flights.map(({ claim }) => claim.number)
    await releaseLostClaims(this.database, process.number, known)
  }

  /** The request is written: WhatsApp takes it, or does not. */
  async send(flight: Flight, end: End, isTaken: boolean): Promise<void> {
    if (flight.end) return
    flight.end = end
    if (!isTaken) return
    const { id } = flight.claim
    if (this.accepted.some((one) => one.id === id) && !(await this.wasUnknown(id))) this.doubled.push(id)
    flight.wamid = `wamid.${this.integrationId}.${this.accepted.length}`
    this.accepted.push({ id, wamid: flight.wamid })
  }

  async settle(process: Process, flight: Flight): Promise<void> {
    const { claim, end, wamid } = flight
    if (!end) return
    const { integrationId, priority, number, id, attempts } = claim
    const place = { integrationId, priority, number, id, attempts }
    const settlement: Settlement =
      end === 'accepted'
        ? { ...place, end, wamid: wamid! }
        : end === 'retry'
          ? { ...place, end, error: OWN_ERRORS.notReached, notBefore: new Date() }
          : { ...place, end, error: OWN_ERRORS[end === 'failed' ? 'attachmentFailed' : 'outcomeUnknown'] }
    await settleMessages(this.database, [settlement])
    process.flights = process.flights.filter((one) => one !== flight)
    process.settled.push(settlement)
  }

  /** A settlement whose answer was lost is settled again, however much later. */
  async settleAgain(process: Process): Promise<void> {
    if (process.settled.length > 0) await settleMessages(this.database, process.settled.slice(-3))
  }

  async tellStatus(which: number, status: StatusName): Promise<void> {
    const { id, wamid } = this.accepted[which % this.accepted.length]!
    const base = { integrationId: this.integrationId, wamid, opaqueCallbackData: id, receivedAt: new Date() }
    const errors = status === 'failed' ? [{ code: 131026, isTransient: false }] : []
    await this.database.transaction().execute((tx) => applyStatuses(tx, [{ ...base, status, errors }]))
  }

  /** Dies with all that it had under way, and another one takes its place. */
  async crash(process: Process): Promise<void> {
    await process.client.query('select pg_advisory_unlock($1, $2)', [PRESENCE_LOCK, process.number])
    process.flights = []
    process.settled = []
    await this.begin(process)
  }

  async begin(process: Process): Promise<void> {
    const { rows } = await process.client.query(`select nextval('process_number')::integer as number`)
    process.number = rows[0].number
    await process.client.query('select pg_advisory_lock($1, $2)', [PRESENCE_LOCK, process.number])
  }

  async markOrphans(process: Process): Promise<void> {
    await markOrphansUnknown(this.database, process.number)
  }

  /** An hour goes by for what waits. */
  async passTime(): Promise<void> {
    this.passedMs += 3_600_000
    await sql`
      update number_pace set filled_at = filled_at - interval '1 hour'
      where integration_id = ${this.integrationId}`.execute(this.database)
    await sql`
      update pair_pace set paid_at = paid_at - interval '1 hour'
      where integration_id = ${this.integrationId}`.execute(this.database)
    await sql`
      update message_queue set changed_at = changed_at - interval '1 hour',
        not_before = not_before - interval '1 hour', expires_at = expires_at - interval '1 hour'
      where integration_id = ${this.integrationId}`.execute(this.database)
  }

  /** Messages that wait for their turn. */
  async listQueued(): Promise<StoredRow[]> {
    return [...(await this.list()).values()].filter(({ queue_state }) => queue_state === 'queued')
  }

  async expire(): Promise<void> {
    await expireMessages(this.database)
  }

  async settleUnknown(outcome: 'fail' | 'resend'): Promise<void> {
    await settleLongUnknown(this.database, { afterMs: 1_800_000, outcome })
  }

  async list(): Promise<Map<string, StoredRow>> {
    const { rows } = await sql<StoredRow>`
      select m.id, m.state, (m.error->>'code')::integer as error_code, m.accepted_at, m.sent_at, m.delivered_at,
        m.read_at, m.failed_at, m.unknown_at, m.expired_at, m.address, q.state as queue_state, q.claimed_by,
        q.priority, q.number
      from messages m
      left join message_queue q on q.integration_id = m.integration_id and q.message_id = m.id
      where m.integration_id = ${this.integrationId}`.execute(this.database)
    return new Map(rows.map((row) => [row.id, row]))
  }

  /** Events of each message, oldest first. */
  async listEvents(): Promise<Map<string, string[]>> {
    const { rows } = await sql<{ id: string; statuses: string[] }>`
      select data->>'message_id' as id, array_agg(data->>'status' order by id) as statuses from events
      where integration_id = ${this.integrationId} group by 1`.execute(this.database)
    return new Map(rows.map(({ id, statuses }) => [id, statuses]))
  }

  private async wasUnknown(id: string): Promise<boolean> {
    return (await this.listEvents()).get(id)?.includes('unknown') ?? false
  }
}

const insertIntegration = async (database: Database, id: number): Promise<void> => {
  await database
    .insertInto('integrations')
    .values({
      id,
      display_name: `World ${id}`,
      phone_number: `90212${id}`,
      status: 'activated',
      phone_number_id: `phone-${id}`,
      waba_id: `waba-${id}`,
      access_token_sealed: Buffer.of(),
      app_secret_sealed: Buffer.of(),
      verify_token_sealed: Buffer.of(),
    })
    .execute()
}

/** Makes worlds on one database; each has an integration of its own, so that they do not meet. */
export const createWorlds = async (connectionString: string) => {
  const database = createDatabase({ connectionString })
  const clients = [new pg.Client({ connectionString }), new pg.Client({ connectionString })]
  for (const client of clients) await client.connect()
  let made = 1_000
  return {
    create: async (limits = UNLIMITED): Promise<World> => {
      made += 1
      await insertIntegration(database, made)
      const world = new World(database, made, limits)
      for (const client of clients) {
        await client.query('select pg_advisory_unlock_all()')
        const process: Process = { number: 0, client, flights: [], settled: [] }
        await world.begin(process)
        world.processes.push(process)
      }
      return world
    },
    close: async (): Promise<void> => {
      for (const client of clients) await client.end()
      await database.destroy()
    },
  }
}
