import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import type { Integration } from '../integrations/directory.ts'
import { createDesks, type Desk, type Desks } from './testing/desk.ts'
import { readState } from './testing/state.ts'
import { insertTemplate } from './testing/template.ts'
import { accountEvent, echo, inbound, moved, preference, status } from './testing/webhooks.ts'
import { reviveAllStatuses } from './waiting-statuses.ts'

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

/** What happened, before anybody has a number at WhatsApp to tell it by. */
type Happening = (number: (n: number) => Integration, wamid: string) => { entry: object[] }

const numbers = fc.nat({ max: 1 })
const phones = fc.constantFrom('905550000001', '905550000002', '905550000003')
const userIds = fc.constantFrom('TR.1', 'TR.2', 'TR.3')
/** Few moments, so that several things happen in one. */
const moments = fc.integer({ min: 1, max: 8 })
const people = fc
  .record({
    phone: fc.option(phones, { nil: undefined }),
    userId: fc.option(userIds, { nil: undefined }),
    name: fc.option(fc.constantFrom('Ayşe', 'Can', 'İpek'), { nil: undefined }),
  })
  .filter(({ phone, userId }) => phone !== undefined || userId !== undefined)
const contents = fc.constantFrom<[string, unknown]>(
  ['text', { body: 'Merhaba' }],
  ['text', { body: 'STOP' }],
  ['text', { body: 'Başla!' }],
  ['button', { text: 'Stop promotions', payload: 'x' }],
  ['location', { latitude: 1, longitude: 2 }],
  ['reaction', { message_id: 'wamid.0', emoji: '👍' }],
  ['revoke', { original_message_id: 'wamid.0' }],
  ['hologram', { depth: 3 }],
)

const writes = fc
  .tuple(numbers, people, moments, contents)
  .map(([n, from, at, [type, content]]): Happening => {
    return (number, wamid) => inbound(number(n), from, { wamid, at, type, content })
  })
const echoes = fc.tuple(numbers, people, moments).map(([n, to, at]): Happening => {
  return (number, wamid) => echo(number(n), to, { wamid, at })
})
const moves = fc
  .tuple(numbers, phones, phones, moments)
  .filter(([, from, to]) => from !== to)
  .map(([n, from, to, at]): Happening => {
    return (number, wamid) => moved(number(n), { phone: from }, { phone: to }, { wamid, at })
  })
const renewals = fc
  .tuple(numbers, phones, userIds, userIds, moments)
  .filter(([, , from, to]) => from !== to)
  .map(([n, phone, from, to, at]): Happening => {
    return (number, wamid) => moved(number(n), { phone, userId: from }, { userId: to }, { wamid, at })
  })
const statuses = fc
  .tuple(numbers, fc.nat({ max: 11 }), fc.constantFrom('delivered', 'read', 'failed'), moments)
  .map(
    ([n, target, name, at]): Happening =>
      (number) =>
        status(number(n), `wamid.${target}`, name, at),
  )
const preferences = fc
  .tuple(numbers, people, fc.constantFrom('stop' as const, 'resume' as const, 'signup' as const), moments)
  .map(
    ([n, person, value, at]): Happening =>
      (number) =>
        preference(number(n), person, value, at),
  )
const templates = fc
  .tuple(
    fc.constantFrom<[string, object]>(
      ['message_template_status_update', { event: 'APPROVED', reason: 'NONE' }],
      ['message_template_status_update', { event: 'PENDING', reason: 'NONE' }],
      ['message_template_status_update', { event: 'REJECTED', reason: 'SCAM' }],
      ['message_template_quality_update', { new_quality_score: 'GREEN' }],
      ['message_template_quality_update', { new_quality_score: 'RED' }],
      ['template_category_update', { previous_category: 'UTILITY', new_category: 'MARKETING' }],
      ['template_category_update', { previous_category: 'MARKETING', new_category: 'UTILITY' }],
    ),
    moments,
  )
  .map(([[field, value], at]): Happening => {
    const template = { message_template_name: 'offer', message_template_language: 'en-US' }
    return (number) => accountEvent(number(0).wabaId, field, { ...template, ...value }, at)
  })
const accounts = fc
  .tuple(
    fc.constantFrom<[string, object]>(
      ['account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } }],
      ['account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } }],
      ['account_update', { event: 'ACCOUNT_DELETED' }],
      ['business_capability_update', { max_daily_conversations_per_business: 2000 }],
      ['phone_number_quality_update', { event: 'FLAGGED', current_limit: 'TIER_10K' }],
      ['phone_number_quality_update', { event: 'UNFLAGGED', current_limit: 'TIER_1K' }],
      ['phone_number_quality_update', { event: 'THROUGHPUT_UPGRADE', current_limit: 'TIER_UNLIMITED' }],
    ),
    moments,
  )
  .map(([[field, value], at]): Happening => {
    return (number) => {
      const own = field.startsWith('phone') ? { display_phone_number: number(0).phoneNumber.slice(1) } : {}
      return accountEvent(number(0).wabaId, field, { ...own, ...value }, at)
    }
  })

const listOf = (...kinds: fc.MaybeWeightedArbitrary<Happening>[]) =>
  fc.array(fc.oneof(...kinds), { minLength: 1, maxLength: 12 })

const mixes: [string, fc.Arbitrary<Happening[]>][] = [
  [
    'of all kinds',
    listOf(
      { weight: 6, arbitrary: writes },
      { weight: 2, arbitrary: moves },
      { weight: 1, arbitrary: renewals },
      { weight: 2, arbitrary: echoes },
      { weight: 2, arbitrary: statuses },
      { weight: 1, arbitrary: preferences },
      { weight: 1, arbitrary: templates },
      { weight: 1, arbitrary: accounts },
    ),
  ],
  ['about templates, numbers and accounts', listOf(templates, accounts)],
  ['about who wants no marketing, and who is who', listOf(preferences, moves, writes)],
]

/** The same things, told in some order, some of them again, in batches of some size. */
const tellings = fc.record({
  ranks: fc.array(fc.integer(), { minLength: 12, maxLength: 12 }),
  again: fc.array(fc.nat({ max: 11 }), { maxLength: 4 }),
  batchSize: fc.integer({ min: 1, max: 16 }),
})

const tell = async (
  happened: Happening[],
  { ranks, again, batchSize }: { ranks: number[]; again: number[]; batchSize: number },
) => {
  const desk = await createDesk()
  const bodies = happened.map((happening, n) => happening((one) => desk.numbers[one]!, `wamid.${n}`))
  const order = [...bodies.keys()].sort((a, b) => ranks[a]! - ranks[b]!)
  const told = [...order, ...again.filter((n) => n < bodies.length)]
  await desk.receive(...told.map((n) => bodies[n]!))
  await desk.apply(batchSize)
  if ((await reviveAllStatuses(desk.database)) > 0) await desk.apply(batchSize)
  return readState(desk)
}

const createDesk = async (): Promise<Desk> => {
  const desk = await desks.create()
  await insertTemplate(desk)
  return desk
}

test.each(mixes)(
  'the same events %s in any order, any number of times, in batches of any size, end in the same state',
  async (_name, happenings) => {
    await fc.assert(
      fc.asyncProperty(happenings, tellings, tellings, async (happened, one, other) => {
        expect(await tell(happened, other)).toEqual(await tell(happened, one))
      }),
      { numRuns: Number(process.env['ORDER_RUNS'] ?? 80) },
    )
  },
  240_000,
)
