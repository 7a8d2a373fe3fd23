import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { expect, onTestFinished, vi } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { WAIT } from '../../../test/support/wait.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../../../test/support/webhook-receiver.ts'
import { createSecretBox, type SecretBox } from '../../config/secret-box.ts'
import { createDatabase, type Database } from '../../database/database.ts'
import type { EventType } from '../../events/event.ts'
import { startEventTail } from '../../events/tail.ts'
import { createMessageId } from '../../messages/message-id.ts'
import { createBell } from '../../processes/bell.ts'
import { startPresence } from '../../processes/presence.ts'
import { createAddressGuard } from '../address-guard.ts'
import { type Deliverer, type DelivererOptions, startDeliverer } from '../deliverer.ts'
import { startPlanner } from '../planner.ts'
import { createPoster, type Poster } from '../post.ts'
import { drawSecret } from '../sign.ts'

/** The room on a database of its own, with a clock that moves when it is told to. */
export type Stage = {
  connectionString: string
  database: Database
  pool: pg.Pool
  secrets: SecretBox
  now(): number
  setTime(ms: number): void
  /** A process for this test: it plans and delivers, to loopback too. */
  startProcess(options?: Partial<DelivererOptions> & { timeoutMs?: number }): Promise<StagedProcess>
  /** A customer's program for this test. */
  startReceiver(port?: number): Promise<WebhookReceiver>
  insertIntegration(): Promise<number>
  insertEndpoint(integrationId: number, url: string, more?: object): Promise<{ id: number; secret: string }>
  insertMessage(integrationId: number, more?: object): Promise<string>
  append(integrationId: number, type: EventType, data: object): Promise<void>
  /** A text that a customer wrote, with its event. */
  receive(integrationId: number, text?: string): Promise<string>
  listDeliveries(endpointId: number): Promise<StoredDelivery[]>
  /** Of all its deliveries, in their order. */
  // biome-ignore lint/suspicious/noExplicitAny: rows for tests to look into
  listAttempts(endpointId: number): Promise<any[]>
  /** Waits until its deliveries have these statuses, and nobody is at them. */
  waitForStatus(endpointId: number, ...statuses: string[]): Promise<StoredDelivery[]>
  /** Waits until each of its deliveries has been attempted so often, and nobody is at them. */
  waitForAttempts(endpointId: number, count: number): Promise<StoredDelivery[]>
  close(): Promise<void>
}

export type StoredDelivery = {
  id: string
  webhook_message_id: string
  status: string
  attempts: number
  next_attempt_at: Date | null
  claimed_by: number | null
}

export type StagedProcess = {
  deliverer: Deliverer
  poster: Poster
  processNumber: number
  logged: { level: string; message: string; [field: string]: unknown }[]
  stop(): Promise<void>
}

export const createStage = async (): Promise<Stage> => {
  const testDatabase = await createTestDatabase()
  const { connectionString } = testDatabase
  const database = createDatabase({ connectionString, max: 6 })
  const pool = new pg.Pool({ connectionString, max: 4 })
  const secrets = createSecretBox(randomBytes(32))
  const bell = createBell()
  let time = Date.now()
  const now = () => time

  const insert = async (table: string, row: object): Promise<Record<string, unknown>> => {
    const names = Object.keys(row)
    const places = names.map((_, index) => `$${index + 1}`)
    const { rows } = await pool.query(
      `insert into ${table} (${names}) values (${places}) returning *`,
      Object.values(row).map((value) => (isJson(value) ? JSON.stringify(value) : value)),
    )
    return rows[0]
  }

  const stage: Stage = {
    connectionString,
    database,
    pool,
    secrets,
    now,
    setTime: (ms) => {
      time = ms
    },
    startProcess: async ({ timeoutMs, ...options } = {}) => {
      const logged: StagedProcess['logged'] = []
      const logAs = (level: string) => (fields: object, message: string) =>
        void logged.push({ ...fields, level, message })
      const log = { info: logAs('info'), warn: logAs('warn'), error: logAs('error') }
      const presence = await startPresence(connectionString, () => undefined)
      const guard = createAddressGuard({ allow: ['127.0.0.0/8'] })
      const poster = createPoster({ guard, timeoutMs })
      const deliverer = startDeliverer({
        database,
        secrets,
        poster,
        processNumber: presence.processNumber,
        log,
        now,
        pollMs: 20,
        random: () => 0.5,
        ...options,
      })
      const tail = startEventTail({ database, bell, log, pollMs: 20 })
      const planner = startPlanner({ database, tail, log, now, onPlanned: deliverer.wake })
      let isStopped = false
      const process: StagedProcess = {
        deliverer,
        poster,
        processNumber: presence.processNumber,
        logged,
        stop: async () => {
          if (isStopped) return
          isStopped = true
          await planner.stop()
          await tail.stop()
          await deliverer.stop()
          await poster.close()
          await presence.stop()
        },
      }
      onTestFinished(process.stop)
      return process
    },
    startReceiver: async (port = 0) => {
      const receiver = await startWebhookReceiver({ port, now })
      onTestFinished(receiver.close)
      return receiver
    },
    insertIntegration: async () => {
      const name = randomBytes(6).toString('hex')
      const sealed = secrets.seal('x')
      const { id } = await insert('integrations', {
        display_name: name,
        phone_number: '+905554443322',
        phone_number_id: name,
        waba_id: name,
        access_token_sealed: sealed,
        app_secret_sealed: sealed,
        verify_token_sealed: sealed,
      })
      return Number(id)
    },
    insertEndpoint: async (integrationId, url, more = {}) => {
      const secret = drawSecret()
      const { id } = await insert('webhook_endpoints', {
        integration_id: integrationId,
        url,
        events: ['message.received', 'message.status'],
        secret_sealed: secrets.seal(secret),
        created_at: new Date(0),
        ...more,
      })
      return { id: Number(id), secret }
    },
    insertMessage: async (integrationId, more = {}) => {
      const id = createMessageId()
      await insert('messages', {
        integration_id: integrationId,
        id,
        direction: 'inbound',
        type: 'text',
        address: '905551112233',
        content: { body: 'Merhaba' },
        sender: { name: 'Ayşe', wa_id: '905551112233' },
        state: 'received',
        wamid: `wamid.${id}`,
        created_at: new Date(time),
        ...more,
      })
      return id
    },
    append: async (integrationId, type, data) => {
      await insert('events', { integration_id: integrationId, type, data })
      bell.ring()
    },
    receive: async (integrationId, text = 'Merhaba') => {
      const id = await stage.insertMessage(integrationId, { content: { body: text } })
      const data = { message_id: id, chat_id: 1, type: 'text', direction: 'inbound' }
      await stage.append(integrationId, 'message.received', data)
      return id
    },
    listDeliveries: async (endpointId) => {
      const { rows } = await pool.query(
        'select * from webhook_deliveries where endpoint_id = $1 order by id',
        [endpointId],
      )
      return rows
    },
    listAttempts: async (endpointId) => {
      const { rows } = await pool.query(
        `select a.* from webhook_attempts a join webhook_deliveries d on d.id = a.delivery_id
        where d.endpoint_id = $1 order by a.delivery_id, a.number`,
        [endpointId],
      )
      return rows
    },
    waitForStatus: (endpointId, ...statuses) =>
      vi.waitFor(async () => {
        const deliveries = await stage.listDeliveries(endpointId)
        expect(deliveries.map(({ status, claimed_by }) => ({ status, claimed_by }))).toEqual(
          statuses.map((status) => ({ status, claimed_by: null })),
        )
        return deliveries
      }, WAIT),
    waitForAttempts: (endpointId, count) =>
      vi.waitFor(async () => {
        const deliveries = await stage.listDeliveries(endpointId)
        expect(deliveries.length).toBeGreaterThan(0)
        for (const { attempts, claimed_by } of deliveries)
          expect({ attempts, claimed_by }).toEqual({ attempts: count, claimed_by: null })
        return deliveries
      }, WAIT),
    close: async () => {
      await database.destroy()
      await pool.end()
      await testDatabase.drop()
    },
  }
  return stage
}

const isJson = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !Buffer.isBuffer(value)
