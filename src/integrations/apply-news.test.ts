import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { activateIntegration, suspendIntegration } from '../dispatch/stop.ts'
import { createDesks, type Desk, type Desks } from '../ingest/testing/desk.ts'
import { accountEvent, EPOCH, numberEvent } from '../ingest/testing/webhooks.ts'
import { OWN_ERRORS } from '../messages/own-errors.ts'
import { describeNews } from './apply-news.ts'

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

const tell = (field: string, value: object, at: number) =>
  desk.take(accountEvent(desk.wabaId, field, value, at))
const ban = (state: string) => ({ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: state } })
const own = (n: number) => ({ display_phone_number: desk.numbers[n]!.phoneNumber.slice(1) })

const numbers = () =>
  desk.database
    .selectFrom('integrations')
    .selectAll()
    .where('waba_id', '=', desk.wabaId)
    .orderBy('id')
    .execute()

const statuses = async () => (await numbers()).map(({ status }) => status)

/** What the log tells of a number. */
const told = async (n = 0) => {
  const rows = await desk.database
    .selectFrom('events')
    .select('data')
    .where('type', '=', 'integration.status')
    .where('integration_id', '=', desk.numbers[n]!.id)
    .orderBy('id')
    .execute()
  return rows.map(({ data }) => data as Record<string, unknown>)
}

const outcome = async () =>
  (await desk.database.selectFrom('inbound_events').selectAll().orderBy('id', 'desc').executeTakeFirst())!

describe('an account that is', () => {
  test.each<[string, object]>([
    ['disabled', ban('DISABLE')],
    ['deleted', { event: 'ACCOUNT_DELETED' }],
    ['offboarded', { event: 'ACCOUNT_OFFBOARDED' }],
  ])('%s stops all its numbers, with words that say what to do', async (_name, value) => {
    await tell('account_update', value, 1)
    expect(await numbers()).toMatchObject([
      { status: 'suspended', suspended_by: 'account', status_reason: expect.stringMatching(/.+: .+/) },
      { status: 'suspended', suspended_by: 'account' },
    ])
    for (const n of [0, 1])
      expect(await told(n)).toMatchObject([
        { status: 'suspended', field: 'account_update', title: expect.any(String), value },
      ])
  })

  test.each<[string, object]>([
    ['reinstated', ban('REINSTATE')],
    ['connected again', { event: 'ACCOUNT_RECONNECTED' }],
  ])('%s lets those go on that were stopped with it, and no others', async (_name, value) => {
    await suspendIntegration(desk.database, desk.numbers[1].id, OWN_ERRORS.notReached)
    await tell('account_update', ban('DISABLE'), 1)
    await tell('account_update', value, 2)
    expect(await numbers()).toMatchObject([
      { status: 'activated', suspended_by: null, status_reason: null },
      { status: 'suspended', suspended_by: 'error' },
    ])
  })

  test('going to be disabled, restricted or found in violation is told, and goes on', async () => {
    await tell('account_update', ban('SCHEDULE_FOR_DISABLE'), 1)
    await tell('account_update', { event: 'ACCOUNT_RESTRICTION', restriction_info: [] }, 2)
    await tell('account_update', { event: 'ACCOUNT_VIOLATION', violation_info: {} }, 3)
    await tell('account_update', { event: 'SOMETHING_NEW' }, 4)
    expect(await statuses()).toEqual(['activated', 'activated'])
    expect(await told()).toMatchObject([
      { event: 'SCHEDULE_FOR_DISABLE' },
      { event: 'ACCOUNT_RESTRICTION' },
      { event: 'ACCOUNT_VIOLATION' },
      { event: 'SOMETHING_NEW' },
    ])
  })

  test('disabled, told late, after it was reinstated, stays in use', async () => {
    await tell('account_update', ban('REINSTATE'), 2)
    await tell('account_update', ban('DISABLE'), 1)
    expect(await statuses()).toEqual(['activated', 'activated'])
  })

  test('activated by a person stands against what was said before, not against what is said later', async () => {
    const [{ id }] = desk.numbers
    await tell('account_update', ban('DISABLE'), 1)
    await activateIntegration(desk.database, id, 'test')
    await tell('account_update', { event: 'ACCOUNT_DELETED' }, 2)
    expect((await statuses())[0]).toBe('activated')
    const later = Math.floor(Date.now() / 1_000) + 60 - EPOCH
    await tell('account_update', { event: 'ACCOUNT_DELETED' }, later)
    expect((await statuses())[0]).toBe('suspended')
  })
})

describe('a number', () => {
  test('alone is meant by what names its digits', async () => {
    await tell('phone_number_quality_update', { ...own(1), event: 'FLAGGED', current_limit: 'TIER_1K' }, 1)
    expect(await numbers()).toMatchObject([
      { quality: null, messaging_tier: null },
      { quality: 'RED', messaging_tier: 'TIER_1K' },
    ])
    expect(await told(0)).toEqual([])
  })

  test('has the quality and the limit that was told last', async () => {
    const flag = (event: string, current_limit: string) => ({ ...own(0), event, current_limit })
    await tell('phone_number_quality_update', flag('UNFLAGGED', 'TIER_10K'), 5)
    await tell('phone_number_quality_update', flag('FLAGGED', 'TIER_1K'), 3)
    await tell('business_capability_update', { max_daily_conversations_per_business: 2_000 }, 4)
    expect((await numbers())[0]).toMatchObject({ quality: 'GREEN', messaging_tier: 'TIER_10K' })
    await tell('business_capability_update', { max_daily_conversations_per_business: 100_000 }, 6)
    expect(await numbers()).toMatchObject([{ messaging_tier: 'TIER_100K' }, { messaging_tier: 'TIER_100K' }])
  })

  test('that was upgraded sends 1,000 messages a second from now on', async () => {
    const value = { ...own(0), event: 'THROUGHPUT_UPGRADE', current_limit: 'TIER_UNLIMITED' }
    await tell('phone_number_quality_update', value, 1)
    expect(await numbers()).toMatchObject([{ messages_per_second: 1_000 }, { messages_per_second: 80 }])
  })

  test('that nobody here has leaves the event unprocessed', async () => {
    await tell('phone_number_quality_update', { display_phone_number: '15550000000', event: 'FLAGGED' }, 1)
    expect(await outcome()).toMatchObject({
      state: 'unprocessed',
      reason: expect.stringMatching(/15550000000/),
    })
  })

  test('of which WhatsApp tells an error without a message has that told', async () => {
    const errors = [{ code: 130429, title: 'Rate limit hit' }]
    await desk.take(numberEvent(desk.numbers[0], { errors }))
    expect(await told(0)).toMatchObject([{ field: 'errors', value: { errors } }])
    expect(await told(1)).toEqual([])
    expect(await outcome()).toMatchObject({ state: 'applied' })
  })
})

test.each<[string, Record<string, unknown>]>([
  ['account_alerts', { entity_type: 'BUSINESS', alert_info: { alert_type: 'X', alert_status: 'ACTIVE' } }],
  ['account_review_update', { decision: 'APPROVED' }],
  ['business_capability_update', { max_phone_numbers_per_waba: 25 }],
  ['business_username_update', { username: 'shop', status: 'approved' }],
  ['phone_number_name_update', { decision: 'APPROVED', requested_verified_name: 'Shop' }],
  ['security', { event: 'PIN_CHANGED', requester: '1' }],
])(
  '%s is told to the numbers once, however often it comes, with words for the operator',
  async (field, value) => {
    for (let n = 0; n < 3; n += 1) await tell(field, value, 1)
    await tell(field, value, 2)
    const events = await told()
    expect(events).toHaveLength(2)
    expect(events[0]).toMatchObject({ status: 'activated', field, value, title: expect.any(String) })
    expect(describeNews({ field, value, integrationId: 1 }).words).toBe(
      [events[0]!['title'], events[0]!['what_to_do']].filter((one) => one !== 'Nothing.').join('. '),
    )
  },
)
