import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { createDatabase, type Database } from '../../database/database.ts'
import type { Integration, IntegrationDirectory } from '../../integrations/directory.ts'
import { applyNextEvents } from '../apply-events.ts'
import { startIngestWorker } from '../worker.ts'

/** An account with two numbers in a database, to which events of WhatsApp can be given. */
export type Desk = {
  database: Database
  wabaId: string
  numbers: [Integration, Integration]
  directory: IntegrationDirectory
  /** Stores the bodies as events, received in this order. */
  receive(...bodies: object[]): Promise<void>
  /** Applies all that is stored, so many events in one transaction. */
  apply(batchSize?: number): Promise<void>
  /** Both in turn. */
  take(...bodies: object[]): Promise<void>
  /** Has a worker, as the program runs it, apply all that is stored. */
  work(): Promise<void>
  /** Waits until nothing is left to be applied. */
  settled(): Promise<void>
}

/** Makes desks that share a database and know nothing of each other. */
export const createDesks = (connectionString: string) => {
  const database = createDatabase({ connectionString, max: 8 })
  return {
    database,
    close: () => database.destroy(),
    create: async (): Promise<Desk> => {
      const wabaId = randomBytes(6).toString('hex')
      const numbers = [await insertNumber(database, wabaId, 1), await insertNumber(database, wabaId, 2)] as [
        Integration,
        Integration,
      ]
      const directory: IntegrationDirectory = {
        list: async () => numbers,
        find: async (id) => numbers.find((one) => one.id === id),
        forget: () => undefined,
      }
      const receive = async (...bodies: object[]): Promise<void> => {
        for (const body of bodies)
          await database
            .insertInto('inbound_events')
            .values({ body: Buffer.from(JSON.stringify(body)), signed_for: numbers.map(({ id }) => id) })
            .execute()
      }
      const apply = async (batchSize = 100): Promise<void> => {
        for (;;) {
          const { eventIds } = await applyNextEvents({ database, directory, limit: batchSize })
          if (eventIds.length === 0) return
        }
      }
      return {
        database,
        wabaId,
        numbers,
        directory,
        receive,
        apply,
        settled: () => untilApplied(database),
        take: async (...bodies) => {
          await receive(...bodies)
          await apply()
        },
        work: async () => {
          const worker = startIngestWorker({ database, directory, log: SILENT, pollMs: 20 })
          await untilApplied(database)
          await worker.stop()
        },
      }
    },
  }
}

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined }

const untilApplied = async (database: Database): Promise<void> => {
  const left = () =>
    database.selectFrom('inbound_events').select('id').where('state', '=', 'received').executeTakeFirst()
  while (await left()) await sleep(20)
}

export type Desks = ReturnType<typeof createDesks>

const insertNumber = async (database: Database, wabaId: string, n: number): Promise<Integration> => {
  const phoneNumberId = `${wabaId}-${n}`
  const phoneNumber = `+9055544433${20 + n}`
  const { rows } = await sql<{ id: number }>`
    insert into integrations (display_name, phone_number, phone_number_id, waba_id, access_token_sealed,
      app_secret_sealed, verify_token_sealed)
    values ('Desk', ${phoneNumber}, ${phoneNumberId}, ${wabaId}, '', '', '') returning id`.execute(database)
  return {
    id: rows[0]!.id,
    displayName: 'Desk',
    phoneNumber,
    logoUrl: null,
    status: 'activated',
    statusReason: null,
    phoneNumberId,
    wabaId,
    isSandbox: false,
    messagesPerSecond: 80,
    messagingTier: null,
    appId: null,
    accessToken: 'token',
    appSecret: 'secret',
    verifyToken: 'verify',
  }
}
