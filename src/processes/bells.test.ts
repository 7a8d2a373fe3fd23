import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { WAIT } from '../../test/support/wait.ts'
import { type Bells, startBells } from './bells.ts'
import { startPresence } from './presence.ts'

let testDatabase: TestDatabase
beforeAll(async () => {
  testDatabase = await createTestDatabase()
})
afterAll(() => testDatabase.drop())

type Process = { bells: Bells; number: number }

const start = async ({ connectionString } = testDatabase): Promise<Process> => {
  const presence = await startPresence(connectionString, () => undefined)
  onTestFinished(presence.stop)
  return { bells: startBells(presence).bells, number: presence.processNumber }
}

/** What a bell has rung with, each time. */
const hear = ({ bells }: Process, name: keyof Bells): (readonly number[] | undefined)[] => {
  const heard: (readonly number[] | undefined)[] = []
  bells[name].subscribe((ids) => heard.push(ids))
  return heard
}

test('a ring is heard at once in its own process, and once in every other', async () => {
  const [one, two, three] = [await start(), await start(), await start()]
  const [here, there, elsewhere] = [hear(one, 'messages'), hear(two, 'messages'), hear(three, 'messages')]
  const other = hear(two, 'bulk')
  one.bells.messages.ring([11, 22])
  expect(here).toEqual([[11, 22]])
  await vi.waitFor(() => expect([there, elsewhere]).toEqual([[[11, 22]], [[11, 22]]]), WAIT)
  // What comes later has come after all that was told before it.
  two.bells.events.ring()
  const last = hear(one, 'events')
  await vi.waitFor(() => expect(last).toHaveLength(1), WAIT)
  expect(here).toHaveLength(1)
  expect(other).toEqual([])
})

test('rings of one moment travel together, each id once; one without ids means all', async () => {
  const [one, two] = [await start(), await start()]
  const [messages, deliveries] = [hear(two, 'messages'), hear(two, 'deliveries')]
  for (let n = 0; n < 1_000; n += 1) one.bells.messages.ring([n % 3])
  one.bells.deliveries.ring([7])
  one.bells.deliveries.ring()
  await vi.waitFor(() => expect(deliveries).toEqual([undefined]), WAIT)
  expect(messages).toEqual([[0, 1, 2]])
})

test('more ids than a notification has room for are told as all', async () => {
  const [one, two] = [await start(), await start()]
  const deliveries = hear(two, 'deliveries')
  one.bells.deliveries.ring(Array.from({ length: 5_000 }, (_, n) => 1_000_000_000 + n))
  await vi.waitFor(() => expect(deliveries).toEqual([undefined]), WAIT)
})

test('after a broken connection all bells ring, and what is told then is heard', async () => {
  const [one, two] = [await start(), await start()]
  const [messages, templates] = [hear(two, 'messages'), hear(two, 'templates')]
  const client = new pg.Client({ connectionString: testDatabase.connectionString })
  await client.connect()
  onTestFinished(() => client.end())
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'masa presence'`,
  )
  await vi.waitFor(() => expect([messages, templates]).toEqual([[undefined], [undefined]]), 10_000)
  await vi.waitFor(() => {
    one.bells.messages.ring([11])
    expect(messages.at(-1)).toEqual([11])
  }, 10_000)
})

test('one that is alone tells nobody, until another one has come', async () => {
  // Of the tests before some connection may still be about to end.
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const one = await start(database)
  const told = vi.spyOn(pg.Client.prototype, 'query')
  onTestFinished(() => told.mockRestore())
  const listTold = () => told.mock.calls.filter(([text]) => String(text).includes('pg_notify'))
  one.bells.messages.ring([11])
  await sleep(50)
  expect(listTold()).toEqual([])
  const heard = hear(await start(database), 'messages')
  one.bells.messages.ring([22])
  await vi.waitFor(() => expect(heard).toEqual([[22]]), WAIT)
})

test('a process of another version may ring what there is not', async () => {
  const [one, two] = [await start(), await start()]
  const events = hear(two, 'events')
  const client = new pg.Client({ connectionString: testDatabase.connectionString })
  await client.connect()
  onTestFinished(() => client.end())
  const rings = { aquariums: 'all', events: 'all' }
  await client.query('select pg_notify($1, $2)', ['masa', `${one.number} ${JSON.stringify(rings)}`])
  await client.query("notify masa, 'not of ours'")
  await vi.waitFor(() => expect(events).toEqual([undefined]), WAIT)
})
