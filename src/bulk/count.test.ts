import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createDatabase, type Database } from '../database/database.ts'
import { countRecipientsOf } from './count.ts'
import { recipientState, recipientsWithMessages } from './queries.ts'
import { BULK_STATUSES, RECIPIENT_STATES } from './states.ts'

let testDatabase: TestDatabase
let database: Database
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = createDatabase(testDatabase)
  await sql`
    insert into integrations (id, display_name, phone_number, phone_number_id, waba_id, access_token_sealed,
      app_secret_sealed, verify_token_sealed)
    values (11, 'Shop', '+905554443322', '1', '2', '', '', '')`.execute(database)
  await sql`insert into templates (id, waba_id, name, category) overriding system value values (1, '2', 'sale', 'MARKETING')`.execute(
    database,
  )
})
afterAll(async () => {
  await database.destroy()
  await testDatabase.drop()
})

const MESSAGE_STATES = RECIPIENT_STATES.map((state) => (state === 'waiting' ? 'queued' : state)).filter(
  (state) => state !== 'opted_out',
)
const messageState = fc.constantFrom(...MESSAGE_STATES)

/** A recipient as feeding, pausing, stopping and retrying leave them: earlier attempts, and the latest, if it is one yet. */
const recipient = fc.record({
  earlier: fc.array(messageState, { maxLength: 2 }),
  latest: fc.oneof(
    fc.record({ state: fc.constantFrom('waiting', 'opted_out'), message: fc.constant(undefined) }),
    fc.record({ state: fc.constantFrom('fed', 'held'), message: messageState }),
    // The message was deleted since.
    fc.record({ state: fc.constant('fed'), message: fc.constant(undefined) }),
  ),
})

test('counting gives what one gets by looking at each recipient', async () => {
  let bulkId = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(recipient, { maxLength: 20 }),
      fc.constantFrom(...BULK_STATUSES),
      fc.constantFrom('past', 'future', undefined),
      async (recipients, status, expiry) => {
        bulkId += 1
        const expiresAt = expiry && new Date(Date.now() + (expiry === 'past' ? -60_000 : 60_000))
        await sql`
          insert into bulk_sends (id, integration_id, template_id, language_code, status, planned, rejected, created_by,
            expires_at)
          overriding system value
          values (${bulkId}, 11, 1, 'en', ${status}, ${recipients.length}, 0, 'test', ${expiresAt ?? null})`.execute(
          database,
        )
        const rows = recipients.map(({ earlier, latest }, n) => ({
          n,
          state: latest.state,
          id: `${bulkId}-${n}-latest`,
          attempts: earlier.length + 1,
        }))
        const messages = recipients.flatMap(({ earlier, latest }, n) => [
          ...earlier.map((state, attempt) => ({ n, id: `${bulkId}-${n}-${attempt}`, state })),
          ...(latest.message ? [{ n, id: `${bulkId}-${n}-latest`, state: latest.message }] : []),
        ])
        await sql`
          insert into bulk_recipients (integration_id, bulk_id, number, address, message_id, state, attempts)
          select 11, ${bulkId}, n, '9055' || n, id, state, attempts
          from json_to_recordset(${JSON.stringify(rows)}::json) as row (n integer, id text, state text, attempts smallint)`.execute(
          database,
        )
        await sql`
          insert into messages (integration_id, id, direction, type, address, content, state, bulk_id, bulk_number)
          select 11, id, 'outbound', 'template', '9055' || n, '{}', state, ${bulkId}, n
          from json_to_recordset(${JSON.stringify(messages)}::json) as row (n integer, id text, state text)`.execute(
          database,
        )
        const { rows: each } = await sql<{ state: string }>`
          select ${recipientState} as state from ${recipientsWithMessages}
          where b.integration_id = 11 and b.id = ${bulkId}`.execute(database)
        const { planned, ...counts } = await countRecipientsOf(database, { integrationId: 11, bulkId })
        const expected = Object.fromEntries(
          RECIPIENT_STATES.map((state) => [state, each.filter((one) => one.state === state).length]),
        )
        if (recipients.length > 0) expect(planned).toBe(recipients.length)
        expect(counts).toEqual(expected)
      },
    ),
    { numRuns: 100 },
  )
})
