import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createDesks, type Desk, type Desks } from '../ingest/testing/desk.ts'
import { insertTemplate } from '../ingest/testing/template.ts'
import { accountEvent, timeAt } from '../ingest/testing/webhooks.ts'
import { storeTemplates } from './sync.ts'

let testDatabase: TestDatabase
let desks: Desks
let desk: Desk
let templateId: number
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  desks = createDesks(testDatabase.connectionString)
})
beforeEach(async () => {
  desk = await desks.create()
  templateId = await insertTemplate(desk, '1689556908129832')
})
afterAll(async () => {
  await desks.close()
  await testDatabase.drop()
})

const BY_ID = { message_template_id: 1_689_556_908_129_832 }
const BY_NAME = { message_template_name: 'offer', message_template_language: 'en-US' }

const tell = (field: string, value: object, at: number) =>
  desk.take(accountEvent(desk.wabaId, field, value, at))
const tellStatus = (event: string, at: number, more: object = {}) =>
  tell('message_template_status_update', { ...BY_ID, event, reason: 'NONE', ...more }, at)

const template = () =>
  desk.database
    .selectFrom('templates')
    .innerJoin('template_translations', 'template_id', 'id')
    .select(['category', 'status', 'quality', 'rejected_reason'])
    .where('id', '=', templateId)
    .executeTakeFirstOrThrow()

/** What the log tells, to each number of the account alike. */
const told = async () => {
  const rows = await desk.database
    .selectFrom('events')
    .select(['integration_id', 'data'])
    .where('type', '=', 'template.status')
    .orderBy('id')
    .execute()
  const [first, second] = desk.numbers.map(({ id }) =>
    rows.filter((row) => row.integration_id === id).map(({ data }) => data as Record<string, unknown>),
  )
  expect(second).toEqual(first)
  return first!
}

const outcome = async () =>
  (await desk.database.selectFrom('inbound_events').selectAll().orderBy('id', 'desc').executeTakeFirst())!

const countSyncJobs = async (): Promise<number> =>
  (
    await desk.database
      .selectFrom('graphile_worker.jobs' as never)
      .selectAll()
      .where('key' as never, '=', `sync-templates ${desk.wabaId}` as never)
      .execute()
  ).length

describe('a status', () => {
  test.each([
    'APPROVED',
    'REJECTED',
    'PAUSED',
    'DISABLED',
    'FLAGGED',
    'REINSTATED',
    'IN_APPEAL',
    'LOCKED',
    'ARCHIVED',
    'DELETED',
    'PENDING_DELETION',
    'LIMIT_EXCEEDED',
    'SOMETHING_NEW',
  ])('%s is taken over, and told to all numbers of the account', async (status) => {
    await tellStatus(status, 1)
    expect(await template()).toMatchObject({ status })
    expect(await told()).toEqual([{ template_id: templateId, language: 'en_US', status }])
  })

  test('of a template that is named by its name and a language with a hyphen is taken over', async () => {
    await tell('message_template_status_update', { ...BY_NAME, event: 'APPROVED' }, 1)
    expect(await template()).toMatchObject({ status: 'APPROVED' })
  })

  test('of a rejection has its reason', async () => {
    await tellStatus('REJECTED', 1, { reason: 'INVALID_FORMAT' })
    expect(await template()).toMatchObject({ status: 'REJECTED', rejected_reason: 'INVALID_FORMAT' })
    expect(await told()).toMatchObject([{ reason: 'INVALID_FORMAT' }])
  })

  test.each([
    [
      'PAUSED',
      { other_info: { title: 'FIRST_PAUSE', description: 'Low quality.' } },
      'FIRST_PAUSE Low quality.',
    ],
    ['DISABLED', { disable_info: { disable_date: 'May 1, 2026' } }, 'Disabled on May 1, 2026.'],
    [
      'REJECTED',
      { rejection_info: { reason: 'No words.', recommendation: 'Add some.' } },
      'No words. Add some.',
    ],
  ])('of the kind %s has Meta’s words, and since when it is so', async (status, more, explanation) => {
    await tellStatus(status, 7, more)
    expect(
      await desk.database
        .selectFrom('template_translations')
        .select(['status', 'status_explanation', 'status_changed_at'])
        .where('template_id', '=', templateId)
        .executeTakeFirstOrThrow(),
    ).toEqual({ status, status_explanation: explanation, status_changed_at: timeAt(7) })
    expect(await told()).toMatchObject([{ status, explanation }])
  })

  test('that comes late, or again, changes and tells nothing', async () => {
    await tellStatus('PAUSED', 5)
    await tellStatus('APPROVED', 3)
    await tellStatus('PAUSED', 5)
    expect(await template()).toMatchObject({ status: 'PAUSED' })
    expect(await told()).toHaveLength(1)
  })

  test('of the same second as that it is in review is the later one', async () => {
    await tellStatus('APPROVED', 5)
    await tellStatus('PENDING', 5)
    expect(await template()).toMatchObject({ status: 'APPROVED' })
  })
})

describe('a quality', () => {
  test('is taken over, under the field of Meta’s own sample as well', async () => {
    const value = { ...BY_ID, previous_quality_score: 'GREEN', new_quality_score: 'YELLOW' }
    await tell('message_template_status_update', value, 1)
    expect(await template()).toMatchObject({ quality: 'YELLOW', status: 'PENDING' })
    await tell('message_template_quality_update', { ...value, new_quality_score: 'RED' }, 2)
    expect(await template()).toMatchObject({ quality: 'RED' })
    expect(await told()).toMatchObject([{ quality: 'YELLOW' }, { quality: 'RED' }])
  })
})

describe('a category', () => {
  test('that is announced is told a day ahead, and not yet so', async () => {
    const value = { ...BY_ID, new_category: 'UTILITY', correct_category: 'MARKETING' }
    await tell('template_category_update', value, 1)
    await tell('template_category_update', value, 1)
    expect(await template()).toMatchObject({ category: 'UTILITY' })
    expect(await told()).toMatchObject([{ category: 'UTILITY', category_in_a_day: 'MARKETING' }])
  })

  test('that has changed is taken over', async () => {
    const value = { ...BY_ID, previous_category: 'UTILITY', new_category: 'MARKETING' }
    await tell('template_category_update', value, 1)
    expect(await template()).toMatchObject({ category: 'MARKETING' })
    expect(await told()).toMatchObject([{ category: 'MARKETING' }])
  })
})

test('new texts are fetched whole', async () => {
  await tell('message_template_components_update', { ...BY_ID, message_template_element: 'x' }, 1)
  expect(await outcome()).toMatchObject({ state: 'applied' })
  expect(await countSyncJobs()).toBe(1)
})

test('of a template that is not known here the event is kept, and all are fetched', async () => {
  await tell('message_template_status_update', { message_template_id: 1, event: 'APPROVED' }, 1)
  expect(await outcome()).toMatchObject({
    state: 'unprocessed',
    reason: expect.stringMatching(/not known here/),
  })
  expect(await countSyncJobs()).toBe(1)
})

test('that a template was deleted is no news of one that is not known here', async () => {
  await tell('message_template_status_update', { message_template_id: 1, event: 'DELETED' }, 1)
  expect(await outcome()).toMatchObject({ state: 'applied' })
  expect(await countSyncJobs()).toBe(0)
})

test('without a template, the event is kept', async () => {
  await tell('message_template_status_update', { event: 'APPROVED' }, 1)
  expect(await outcome()).toMatchObject({ state: 'unprocessed' })
})

describe('a list of WhatsApp’s', () => {
  const list = (status: string, askedAt: Date) =>
    storeTemplates(desk.database, desk.wabaId, {
      askedAt,
      templates: [
        {
          id: '1689556908129832',
          name: 'offer',
          language: 'en_US',
          status,
          category: 'UTILITY',
          parameterFormat: 'POSITIONAL',
          components: [],
        },
      ],
    })

  test('does not take back what was told of a later moment', async () => {
    await tellStatus('APPROVED', 60)
    await list('PENDING', timeAt(50))
    expect(await template()).toMatchObject({ status: 'APPROVED' })
    await list('PAUSED', timeAt(90))
    expect(await template()).toMatchObject({ status: 'PAUSED' })
  })

  test('without a template notes it as deleted, tells that, and keeps drafts', async () => {
    await list('APPROVED', timeAt(10))
    await desk.database
      .insertInto('template_translations')
      .values({ template_id: templateId, language_code: 'tr', status: 'DRAFT', components: '[]' })
      .execute()
    await storeTemplates(desk.database, desk.wabaId, { askedAt: timeAt(60), templates: [] })
    const rows = await desk.database
      .selectFrom('template_translations')
      .select(['language_code', 'status'])
      .where('template_id', '=', templateId)
      .orderBy('language_code')
      .execute()
    expect(rows).toEqual([
      { language_code: 'en_US', status: 'DELETED' },
      { language_code: 'tr', status: 'DRAFT' },
    ])
    expect((await told()).map(({ status }) => status)).toEqual(['APPROVED', 'DELETED'])
  })

  test('of before a submission does not undo it', async () => {
    await list('APPROVED', timeAt(10))
    await desk.database
      .updateTable('template_translations')
      .set({ status: 'PENDING', status_told_at: timeAt(55), edited_at: timeAt(60), components: '[{"a":1}]' })
      .where('template_id', '=', templateId)
      .execute()
    const present = () =>
      desk.database
        .selectFrom('template_translations')
        .select(['status', 'components'])
        .where('template_id', '=', templateId)
        .executeTakeFirstOrThrow()
    await list('APPROVED', timeAt(50))
    await storeTemplates(desk.database, desk.wabaId, { askedAt: timeAt(50), templates: [] })
    expect(await present()).toEqual({ status: 'PENDING', components: [{ a: 1 }] })
    await list('APPROVED', timeAt(70))
    expect(await present()).toEqual({ status: 'APPROVED', components: [] })
  })

  test('stands against what is told late of an earlier one, but for the last seconds', async () => {
    await list('PAUSED', timeAt(60))
    await tellStatus('APPROVED', 20)
    expect(await template()).toMatchObject({ status: 'PAUSED' })
    await tellStatus('DISABLED', 58)
    expect(await template()).toMatchObject({ status: 'DISABLED' })
  })
})
