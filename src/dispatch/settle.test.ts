import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { OWN_ERRORS } from '../messages/own-errors.ts'
import { settleMessages } from './settle.ts'
import { createSettler } from './settler.ts'
import { createWorlds, type World } from './testing/world.ts'

let testDatabase: TestDatabase
let worlds: Awaited<ReturnType<typeof createWorlds>>
let world: World
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  worlds = await createWorlds(testDatabase.connectionString)
})
beforeEach(async () => {
  world = await worlds.create()
})
afterAll(async () => {
  await worlds.close()
  await testDatabase.drop()
})

const row = async (id: string) => (await world.list()).get(id)!

test('a retry that is written twice does not take the message from the process that sends it by then', async () => {
  const id = await world.accept(1, 0)
  const [first, second] = world.processes
  await world.claim(first!, 1)
  await world.send(first!.flights[0]!, 'retry', false)
  await world.settle(first!, first!.flights[0]!)
  await world.claim(second!, 1)
  await world.settleAgain(first!)
  expect(await row(id)).toMatchObject({ queue_state: 'sending', claimed_by: second!.number })
  expect(await world.claim(first!, 1)).toEqual([])
  expect((await world.listEvents()).get(id)).toEqual(['queued', 'queued'])
})

test('a lost answer that is written twice does not make unknown what is being sent again', async () => {
  const id = await world.accept(1, 0)
  const [first, second] = world.processes
  await world.claim(first!, 1)
  await world.send(first!.flights[0]!, 'unknown', false)
  await world.settle(first!, first!.flights[0]!)
  await world.passTime()
  await world.settleUnknown('resend')
  await world.claim(second!, 1)
  await world.settleAgain(first!)
  expect(await row(id)).toMatchObject({ state: 'queued', queue_state: 'sending' })
})

test('an answer that comes when the message has been called unknown settles it all the same', async () => {
  const id = await world.accept(1, 0)
  const [first, second] = world.processes
  await world.claim(first!, 1)
  await world.send(first!.flights[0]!, 'accepted', true)
  // The process lives, but its lock was lost for a moment.
  await first!.client.query('select pg_advisory_unlock_all()')
  await world.markOrphans(second!)
  expect(await row(id)).toMatchObject({ state: 'unknown' })
  await world.settle(first!, first!.flights[0]!)
  expect(await row(id)).toMatchObject({ state: 'accepted', queue_state: null, error_code: null })
})

test('a process never calls its own messages unknown', async () => {
  const id = await world.accept(1, 0)
  const [first] = world.processes
  await world.claim(first!, 1)
  await first!.client.query('select pg_advisory_unlock_all()')
  await world.markOrphans(first!)
  expect(await row(id)).toMatchObject({ state: 'queued', queue_state: 'sending' })
})

test('a claim whose answer was lost goes back into the queue; what is being sent stays', async () => {
  const [known, lost] = [await world.accept(1, 0), await world.accept(2, 0)]
  const [first, second] = world.processes
  await world.claim(first!, 1)
  await world.loseClaim(first!)
  await world.releaseLostClaims(second!)
  expect((await row(lost)).queue_state).toBe('sending')
  await world.releaseLostClaims(first!)
  expect((await row(lost)).queue_state).toBe('queued')
  expect((await row(known)).queue_state).toBe('sending')
  const [again] = await world.claim(second!, 1)
  expect(again).toMatchObject({ id: lost, attempts: 1 })
})

test('an outcome that the database refuses becomes unknown, and its neighbours are settled', async () => {
  const ids = [await world.accept(1, 0), await world.accept(2, 0), await world.accept(3, 0)]
  const [first] = world.processes
  const claims = await world.claim(first!, 3)
  const [taken, doubled, failed] = claims.map(({ integrationId, priority, number, id, attempts }) => ({
    integrationId,
    priority,
    number,
    id,
    attempts,
  }))
  const errors: string[] = []
  const settled: number[] = []
  const settler = createSettler({
    database: world.database,
    log: { error: (_, message) => errors.push(message) },
    onSettled: (ids) => settled.push(...ids),
  })
  await settleMessages(world.database, [{ ...taken!, end: 'accepted', wamid: 'wamid.same' }])
  await Promise.all([
    // An id of WhatsApp's belongs to one message.
    settler.add({ ...doubled!, end: 'accepted', wamid: 'wamid.same' }),
    settler.add({ ...failed!, end: 'failed', error: OWN_ERRORS.notReached }),
  ])
  expect(errors.length).toBeGreaterThan(0)
  expect(settled).toHaveLength(2)
  expect(await row(ids[0]!)).toMatchObject({ state: 'accepted', queue_state: null })
  expect(await row(ids[1]!)).toMatchObject({
    state: 'unknown',
    queue_state: 'unknown',
    error_code: OWN_ERRORS.outcomeUnknown.code,
  })
  expect(await row(ids[2]!)).toMatchObject({ state: 'failed', queue_state: null })
})
