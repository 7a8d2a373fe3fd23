import { CompiledQuery, type KyselyPlugin, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createUser } from '../accounts/users.ts'
import { createDatabase, type Database } from '../database/database.ts'
import type { ChatFilter } from './filter.ts'
import { findChat, listChats } from './list.ts'

/** `MASA_PLAN_CHATS` has it done with more, to look at. */
const MANY = Number(process.env['MASA_PLAN_CHATS'] ?? 20_000)
const FEW = 500

type Stage = {
  stored: TestDatabase
  database: Database
  userId: number
  integrationIds: [number, number]
  /** With about the same number of chats, however many there are. */
  rareTag: number
  rareReason: number
}

let few: Stage
let many: Stage
beforeAll(async () => {
  few = await createStage(FEW)
  many = await createStage(MANY)
}, 600_000)
afterAll(async () => {
  for (const { database, stored } of [few, many]) {
    await database.destroy()
    await stored.drop()
  }
})

/** Two numbers with so many chats, each with two messages; a hundred are active, thirty of these are somebody's. */
const createStage = async (count: number): Promise<Stage> => {
  const stored = await createTestDatabase()
  const database = createDatabase({ connectionString: stored.connectionString })
  const userId = await createUser(
    database,
    { email: 'ayse@example.com', name: 'Ayşe', password: 'an agent of the desk', role: 'administrator' },
    'test',
  )
  const numbers = await sql<{ id: number }>`
    insert into integrations (display_name, phone_number, phone_number_id, waba_id, access_token_sealed,
      app_secret_sealed, verify_token_sealed)
    select 'Number', '+90555000000' || n, 'phone-' || n, 'waba', '', '', '' from generate_series(1, 2) n
    returning id`.execute(database)
  const [one, two] = numbers.rows.map(({ id }) => id)
  const [tag] = (
    await sql<{ id: number }>`insert into tags (name) values ('rare') returning id`.execute(database)
  ).rows
  const [reason] = (
    await sql<{ id: number }>`insert into closing_reasons (name) values ('rare') returning id`.execute(
      database,
    )
  ).rows
  const at = sql`now() - n * interval '20 minutes'`
  for (const statement of [
    sql`insert into contacts (id, waba_id, phone, name, search)
      select n, 'waba', n::text, 'Customer ' || n, 'customer ' || n from generate_series(1, ${count}::integer) n`,
    sql`insert into contact_addresses (waba_id, address, contact_id)
      select 'waba', n::text, n from generate_series(1, ${count}::integer) n`,
    sql`insert into chats (integration_id, contact_id, last_message_at, last_inbound_at, window_expires_at, is_active,
        assignee_id, closed_at, closed_by, reason_id)
      select case n % 2 when 0 then ${one}::integer else ${two}::integer end, n, ${at}, ${at},
        case when n <= 100 then now() + interval '20 hours' else ${at} + interval '24 hours' end,
        n <= 100 or ${at} + interval '24 hours' > now(),
        case when n <= 30 then ${userId}::integer end,
        case when n > 100 and n % (${count}::integer / 50) = 0 then now() end,
        case when n > 100 and n % (${count}::integer / 50) = 0 then ${userId}::integer end,
        case when n > 100 and n % (${count}::integer / 50) = 0 then ${reason!.id}::integer end
      from generate_series(1, ${count}::integer) n`,
    sql`insert into chat_tags (integration_id, chat_id, tag_id)
      select integration_id, id, ${tag!.id} from chats where contact_id % (${count}::integer / 50) = 1`,
    sql`insert into messages (integration_id, id, direction, type, address, content, state, created_at)
      select case n % 2 when 0 then ${one}::integer else ${two}::integer end, m || '-' || n, 'inbound', 'text', n::text,
        '{"body": "Hello"}', 'received', ${at} - m * interval '1 minute'
      from generate_series(1, ${count}::integer) n, generate_series(0, 1) m`,
    sql`analyze`,
  ])
    await statement.execute(database)
  return {
    stored,
    database,
    userId,
    integrationIds: [one!, two!],
    rareTag: tag!.id,
    rareReason: reason!.id,
  }
}

/** The plan of the one statement that `run` makes, and the pages that it read. */
const explain = async (
  { database }: Stage,
  run: (database: Database) => Promise<unknown>,
): Promise<{ text: string; pages: number; ms: number }> => {
  let compiled: CompiledQuery | undefined
  const spy: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      compiled = database.getExecutor().compileQuery(node, queryId)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  await run(database.withPlugin(spy))
  const { rows } = await database.executeQuery<{ 'QUERY PLAN': string }>(
    CompiledQuery.raw(`explain (analyze, buffers, timing off) ${compiled!.sql}`, [...compiled!.parameters]),
  )
  const text = rows.map((row) => row['QUERY PLAN']).join('\n')
  const [, hit, read] = /Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?/.exec(text)!
  const ms = Number(/Execution Time: ([\d.]+)/.exec(text)![1])
  return { text, pages: Number(hit ?? 0) + Number(read ?? 0), ms }
}

const WINDOW = { offset: 0, limit: 51, after: undefined, isByCursor: true }
const list =
  (filter: (stage: Stage) => ChatFilter, byUser = true) =>
  (stage: Stage) =>
    explain(stage, (database) =>
      listChats(database, stage.integrationIds, filter(stage), byUser ? stage.userId : undefined, WINDOW),
    )

describe('however many chats there are, as little is read of them', () => {
  test.each([
    ['all', list(() => ({}))],
    ['all, by a program', list(() => ({}), false)],
    ['the active ones', list(() => ({ state: 'active' }))],
    ['the archived ones', list(() => ({ state: 'archived' }))],
    ['those that are somebody’s', list(({ userId }) => ({ assignee: userId, state: 'active' }))],
    ['those that are nobody’s', list(() => ({ assignee: 'none', state: 'active' }))],
    ['the unread ones', list(() => ({ unread: true, state: 'active' }))],
    ['those with a tag', list(({ rareTag }) => ({ tag: rareTag }))],
    ['those closed for a reason', list(({ rareReason }) => ({ state: 'archived', reason: rareReason }))],
    ['those closed by somebody', list(({ userId }) => ({ state: 'archived', closedBy: userId }))],
    ['those of some days', list(() => ({ from: new Date(Date.now() - 3 * 86_400_000), to: new Date() }))],
    [
      'one',
      (stage: Stage) =>
        explain(stage, async (database) => {
          const [first] = await stage.database.selectFrom('chats').selectAll().limit(1).execute()
          await findChat(database, first!.integration_id, first!.id, stage.userId)
        }),
    ],
  ])('%s', async (_, look) => {
    const [small, large] = [await look(few), await look(many)]
    expect(large.text).not.toMatch(/Seq Scan on (chats|messages|contacts|contact_addresses|chat_\w+)/)
    if (process.env['MASA_PLAN_CHATS'])
      console.log(_, small.pages, large.pages, small.ms, large.ms, large.text)
    // Indexes are a level or two deeper.
    expect(large.pages, large.text).toBeLessThan(2 * small.pages + 100)
  })
})
