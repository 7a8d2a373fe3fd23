import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createDesks, type Desk, type Desks } from '../ingest/testing/desk.ts'
import { inbound, moved, preference } from '../ingest/testing/webhooks.ts'
import { listOptedOut } from './list-opted-out.ts'

let testDatabase: TestDatabase
let desks: Desks
let desk: Desk
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  desks = createDesks(testDatabase.connectionString)
})
beforeEach(async () => {
  desk = await desks.create()
})
afterAll(async () => {
  await desks.close()
  await testDatabase.drop()
})

const A = '905550000001'
const B = '905550000002'

const optedOut = async (addresses: string[], n = 0) =>
  [...(await listOptedOut(desk.database, desk.numbers[n]!.id, addresses))].sort()

describe('opted out are', () => {
  test('not those of whom nothing is known, nor those who said nothing about it', async () => {
    await desk.take(inbound(desk.numbers[0], { phone: A }, { wamid: 'wamid.1', at: 1 }))
    expect(await optedOut([A, B])).toEqual([])
    expect(await optedOut([])).toEqual([])
  })

  test('those who said stop, for every number of the account, until they resume', async () => {
    await desk.take(preference(desk.numbers[0], { phone: A }, 'stop', 5))
    expect(await optedOut([B, A])).toEqual([A])
    expect(await optedOut([A], 1)).toEqual([A])
    await desk.take(preference(desk.numbers[1], { phone: A }, 'resume', 7))
    expect(await optedOut([A])).toEqual([])
  })

  test('not people of the same number with another account', async () => {
    await desk.take(preference(desk.numbers[0], { phone: A }, 'stop', 5))
    const other = await desks.create()
    expect([...(await listOptedOut(other.database, other.numbers[0].id, [A]))]).toEqual([])
  })

  test('all addresses of the person', async () => {
    await desk.take(inbound(desk.numbers[0], { phone: A, userId: 'TR.1' }, { wamid: 'wamid.1', at: 1 }))
    await desk.take(preference(desk.numbers[0], { userId: 'TR.1' }, 'stop', 5))
    expect(await optedOut([A, 'TR.1', B])).toEqual([A, 'TR.1'])
  })

  test('with their new number, and not who has the old one by now', async () => {
    await desk.take(preference(desk.numbers[0], { phone: A }, 'stop', 2))
    await desk.take(moved(desk.numbers[0], { phone: A }, { phone: B }, { wamid: 'wamid.moved', at: 5 }))
    await desk.take(inbound(desk.numbers[0], { phone: A }, { wamid: 'wamid.next', at: 9 }))
    expect(await optedOut([A, B])).toEqual([B])
  })

  test('found among more than fit into one statement', async () => {
    await desk.take(preference(desk.numbers[0], { phone: A }, 'stop', 5))
    const many = Array.from({ length: 12_000 }, (_, n) => String(905_560_000_000 + n))
    expect(await optedOut([...many, A])).toEqual([A])
  })
})
