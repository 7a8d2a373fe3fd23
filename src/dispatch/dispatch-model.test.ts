import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createLaws } from './testing/laws.ts'
import { createWorlds, type End, type Limits, type StatusName, type World } from './testing/world.ts'

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

type Step =
  | { do: 'accept'; person: number; priority: 0 | 10; isShortLived: boolean }
  | { do: 'claim'; process: number; limit: number }
  | { do: 'send'; process: number; flight: number; end: End; isTaken: boolean }
  | { do: 'settle'; process: number; flight: number }
  | { do: 'status'; message: number; status: StatusName }
  | { do: 'settleUnknown'; outcome: 'fail' | 'resend' }
  | { do: 'crash' | 'loseClaim' | 'releaseLostClaims' | 'markOrphans' | 'settleAgain'; process: number }
  | { do: 'passTime' | 'expire' }

const process = fc.nat({ max: 1 })
const flight = fc.nat({ max: 5 })
const weigh = (weight: number, arbitrary: fc.Arbitrary<Step>) => ({ weight, arbitrary })
const ofProcess = <Name extends string>(name: Name) => fc.record({ do: fc.constant(name), process })

const step: fc.Arbitrary<Step> = fc.oneof(
  weigh(
    6,
    fc.record({
      do: fc.constant('accept'),
      person: fc.nat({ max: 2 }),
      priority: fc.constantFrom(0, 10),
      isShortLived: fc.boolean(),
    }),
  ),
  weigh(6, fc.record({ do: fc.constant('claim'), process, limit: fc.integer({ min: 1, max: 4 }) })),
  weigh(
    8,
    fc.record({
      do: fc.constant('send'),
      process,
      flight,
      end: fc.constantFrom('accepted', 'accepted', 'retry', 'retry', 'failed', 'unknown'),
      isTaken: fc.boolean(),
    }),
  ),
  weigh(8, fc.record({ do: fc.constant('settle'), process, flight })),
  weigh(
    6,
    fc.record({
      do: fc.constant('status'),
      message: fc.nat({ max: 20 }),
      status: fc.constantFrom('sent', 'delivered', 'read', 'failed'),
    }),
  ),
  weigh(2, fc.record({ do: fc.constant('settleUnknown'), outcome: fc.constantFrom('fail', 'resend') })),
  weigh(2, ofProcess('crash')),
  weigh(1, ofProcess('loseClaim')),
  weigh(1, ofProcess('releaseLostClaims')),
  weigh(3, ofProcess('markOrphans')),
  weigh(2, ofProcess('settleAgain')),
  weigh(3, fc.record({ do: fc.constant('passTime') })),
  weigh(2, fc.record({ do: fc.constant('expire') })),
)

const take = async (world: World, one: Step): Promise<void> => {
  switch (one.do) {
    case 'accept':
      await world.accept(one.person, one.priority, one.isShortLived ? 1_800_000 : undefined)
      return
    case 'claim':
      await world.claim(world.processes[one.process]!, one.limit)
      return
    case 'send': {
      const { flights } = world.processes[one.process]!
      const found = flights[one.flight % flights.length]
      // WhatsApp has what it has answered for, and what was refused or never left it has not.
      const isTaken = one.end === 'accepted' || (one.end === 'unknown' && one.isTaken)
      if (found) await world.send(found, one.end, isTaken)
      return
    }
    case 'settle': {
      const { flights } = world.processes[one.process]!
      const found = flights[one.flight % flights.length]
      if (found) await world.settle(world.processes[one.process]!, found)
      return
    }
    case 'status':
      if (world.accepted.length > 0) await world.tellStatus(one.message, one.status)
      return
    case 'settleUnknown':
      return world.settleUnknown(one.outcome)
    case 'passTime':
      return world.passTime()
    case 'expire':
      return world.expire()
    default:
      return world[one.do](world.processes[one.process]!)
  }
}

/** Lets everything come to its end: processes die, time passes, what waits goes out, WhatsApp tells all. */
const finish = async (world: World): Promise<void> => {
  for (const one of world.processes) await world.crash(one)
  await world.markOrphans(world.processes[0]!)
  await world.passTime()
  await world.expire()
  await world.settleUnknown('fail')
  const [first] = world.processes
  while ((await world.listQueued()).length > 0) {
    if ((await world.claim(first!, 10)).length === 0) await world.passTime()
    for (const one of [...first!.flights]) {
      await world.send(one, 'accepted', true)
      await world.settle(first!, one)
    }
  }
  for (const [index] of world.accepted.entries()) await world.tellStatus(index, 'read')
}

const steps = fc.array(step, { minLength: 20, maxLength: 60, size: 'max' })

test('whatever happens in whatever order: one state, never back, in order, an event for each change, nothing doubled, all comes to an end', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const world = await worlds.create()
      const laws = createLaws(world)
      for (const one of all) {
        if (one.do === 'claim') {
          const claims = await world.claim(world.processes[one.process]!, one.limit)
          expect(await world.listOvertaking(claims)).toEqual([])
        } else await take(world, one)
        expect(await laws.findBreach()).toBeUndefined()
      }
      await finish(world)
      expect(await laws.findBreach()).toBeUndefined()
      for (const row of (await world.list()).values()) {
        expect(row.queue_state).toBeNull()
        expect(['read', 'failed', 'expired']).toContain(row.state)
      }
    }),
    { numRuns: 80 },
  )
}, 120_000)

test('the same with statements that meet in the database', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 2, maxLength: 2 }), steps, async (lanes, opening) => {
      const world = await worlds.create()
      const laws = createLaws(world)
      for (const one of opening) await take(world, one)
      expect(await laws.findBreach()).toBeUndefined()
      await Promise.all(
        // Each process takes its own steps one after the other.
        lanes.map(async (lane, process) => {
          for (const one of lane) await take(world, 'process' in one ? { ...one, process } : one)
        }),
      )
      await finish(world)
      expect(world.doubled).toEqual([])
      for (const row of (await world.list()).values()) {
        expect(row.queue_state).toBeNull()
        expect(['read', 'failed', 'expired']).toContain(row.state)
      }
    }),
    { numRuns: 60, endOnFailure: true },
  )
}, 120_000)

/** Slow enough that limits are met all the time: one message in ten minutes, one in three hours to a person, two at once. */
const SLOW: Limits = { messagesPerSecond: 1 / 600, pairPace: { periodMs: 10_800_000, burst: 2 } }

/** Claims of one kind that came closer together than a burst and a message each period allow. */
const findTooFast = (claims: World['claimed'], periodMs: number, burst: number): object | undefined => {
  for (const [first, one] of claims.entries())
    for (const [last, other] of claims.entries())
      if (last > first && last - first + 1 > burst + (other.to - one.from) / periodMs)
        return { count: last - first + 1, inMs: other.to - one.from }
  return undefined
}

test('no order of claims, crashes, answers and pauses gets round the pace of the number or of a person, and all goes out', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const world = await worlds.create(SLOW)
      for (const one of all) await take(world, one)
      await finish(world)
      const { messagesPerSecond, pairPace } = SLOW
      expect(findTooFast(world.claimed, 1_000 / messagesPerSecond, 1)).toBeUndefined()
      for (const toOne of Map.groupBy(world.claimed, ({ address }) => address).values())
        expect(findTooFast(toOne, pairPace.periodMs, pairPace.burst)).toBeUndefined()
      for (const row of (await world.list()).values()) expect(row.queue_state).toBeNull()
    }),
    { numRuns: 60 },
  )
}, 120_000)
