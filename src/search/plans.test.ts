import { CompiledQuery, type KyselyPlugin, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createDatabase, type Database } from '../database/database.ts'
import { find, MOST_FOUND } from './find.ts'
import { readQuery } from './query.ts'
import { stretchOf } from './stretches.ts'

/** `MASA_PLAN_SEARCH` has it done with more, to look at. */
const MANY = Number(process.env['MASA_PLAN_SEARCH'] ?? 100_000)
const ONE = 11

let stored: TestDatabase
let database: Database
beforeAll(async () => {
  stored = await createTestDatabase()
  database = createDatabase({ connectionString: stored.connectionString })
  const size = [...Array(100_000).keys()].findIndex((n) => stretchOf(n) === 1)
  for (const statement of [
    sql`insert into search_entries (number, integration_id, message_id, at, words)
      select n, ${ONE}, 'm' || n, now() - interval '1 second' * (${MANY}::integer - n),
        array_to_tsvector(array['#' || n / ${size}::integer, 'always', 'half' || n % 2, 'word' || n % 5000]
          || case when n % (${MANY}::integer / 5) = 7 then array['seldom'] else '{}' end)
      from generate_series(1, ${MANY}::integer) n`,
    sql`insert into contacts (waba_id, phone, name, search)
      select 'waba', (905550000000 + n)::text, 'Customer ' || n, 'customer ' || n || E'\n' || (905550000000 + n)
      from generate_series(1, ${MANY}::integer / 10) n`,
    sql`insert into integrations (id, display_name, phone_number, phone_number_id, waba_id, access_token_sealed,
        app_secret_sealed, verify_token_sealed) values (${ONE}, 'Number', '+9055', 'phone', 'waba', '', '', '')`,
    sql`insert into chats (integration_id, contact_id, last_message_at) select ${ONE}, id, now() from contacts`,
    sql`analyze`,
  ])
    await statement.execute(database)
}, 1_200_000)
afterAll(async () => {
  await database.destroy()
  await stored.drop()
})

/** The plans of all statements of a search, the pages that they read together, and what it found. */
const explain = async (q: string, times: { from?: Date; to?: Date } = {}) => {
  const statements: CompiledQuery[] = []
  const spy: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      statements.push(database.getExecutor().compileQuery(node, queryId))
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const query = await readQuery(database, q)
  const startedAt = performance.now()
  const found = await find(database.withPlugin(spy), { ...query, integrationIds: [ONE], ...times })
  const ms = performance.now() - startedAt
  const plans = await database.transaction().execute(async (tx) => {
    const texts: string[] = []
    for (const statement of statements) {
      const isSetting = statement.sql.startsWith('set ')
      const { rows } = await tx.executeQuery<{ 'QUERY PLAN': string }>(
        CompiledQuery.raw(`${isSetting ? '' : 'explain (analyze, buffers, timing off) '}${statement.sql}`, [
          ...statement.parameters,
        ]),
      )
      if (!isSetting) texts.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
    }
    return texts
  })
  const pages = plans
    .map((plan) => /Buffers: shared((?: (?:hit|read|dirtied)=\d+)+)/.exec(plan)?.[1] ?? '')
    .flatMap((text) => [...text.matchAll(/(?:hit|read)=(\d+)/g)].map(([, count]) => Number(count)))
    .reduce((sum, count) => sum + count, 0)
  if (process.env['MASA_PLAN_SEARCH']) console.log({ q, ms: Math.round(ms), pages, found: found.length })
  return { found, pages, text: plans.join('\n') }
}

test.each([
  'always',
  'seldom',
  'half1 word7',
  'wor',
  'seldom always',
  'nothing',
  'customer 77',
  '0555 000 12',
])('%s is found by the indexes', async (q) => {
  const { text } = await explain(q)
  expect(text).toContain('Bitmap Index Scan on search_entries_words')
  expect(text).toContain('Bitmap Index Scan on contacts_words')
  expect(text).not.toMatch(/Seq Scan on (search_entries|contacts|chats|messages)/)
})

test('of a frequent word no more than the newest are read', async () => {
  const { found, pages } = await explain('always')
  expect(found).toHaveLength(MOST_FOUND + 1)
  expect(found[0]).toMatchObject({ messageId: `m${MANY}` })
  expect(found.at(-1)).toMatchObject({ messageId: `m${MANY - MOST_FOUND}` })
  const { rows } = await sql<{ pages: number }>`
    select relpages as pages from pg_class where relname = 'search_entries'`.execute(database)
  expect(pages).toBeLessThan(rows[0]!.pages)
})

test('a rare word is found however long ago it was written', async () => {
  const { found } = await explain('seldom')
  expect(found.map(({ messageId }) => messageId)).toEqual(
    [4, 3, 2, 1, 0].map((n) => `m${(n * MANY) / 5 + 7}`),
  )
})
