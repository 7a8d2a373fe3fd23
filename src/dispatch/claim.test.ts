import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createWorlds } from './testing/world.ts'

let testDatabase: TestDatabase
let worlds: Awaited<ReturnType<typeof createWorlds>>
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  worlds = await createWorlds(testDatabase.connectionString)
})
afterAll(async () => {
  await worlds.close()
  await testDatabase.drop()
})

test('nothing is claimed of a number that was suspended a moment ago, and all of it when it may send again', async () => {
  const world = await worlds.create()
  const [first] = world.processes
  const ids = [await world.accept(1, 0), await world.accept(2, 10)]
  const setStatus = (status: 'activated' | 'suspended') =>
    world.database.updateTable('integrations').set({ status }).where('id', '=', world.integrationId).execute()
  await setStatus('suspended')
  expect(await world.claim(first!, 10)).toEqual([])
  await setStatus('activated')
  expect((await world.claim(first!, 10)).map(({ id }) => id)).toEqual(ids)
})
