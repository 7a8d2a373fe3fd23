import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDesks, type Desks } from '../../src/ingest/testing/desk.ts'
import { readState } from '../../src/ingest/testing/state.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { ofNumber, recorded } from './recorded.ts'

let testDatabase: TestDatabase
let desks: Desks
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  desks = createDesks(testDatabase.connectionString)
})
afterAll(async () => {
  await desks.close()
  await testDatabase.drop()
})

/** What the recordings, told in this order, make of a number that knew nobody. */
const tell = async (order: number[], batchSize: number) => {
  const desk = await desks.create()
  await desk.receive(...order.map((n) => ofNumber(recorded[n]![1], n, desk.numbers[0])))
  await desk.apply(batchSize)
  return readState(desk)
}

test.skipIf(recorded.length === 0)(
  'recorded webhooks twice, and in any order, end in the same state',
  async () => {
    const numbers = [...recorded.keys()]
    const expected = await tell(numbers, 100)
    expect(expected.messages.length).toBeGreaterThan(30)
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...numbers, ...numbers], { minLength: 2 * numbers.length }),
        fc.integer({ min: 1, max: 200 }),
        async (order, batchSize) => {
          expect(await tell(order, batchSize)).toEqual(expected)
        },
      ),
      { numRuns: 20 },
    )
  },
  120_000,
)
