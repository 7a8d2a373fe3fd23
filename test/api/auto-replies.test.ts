import { beforeAll, describe, expect, test, vi } from 'vitest'
import { inbound } from '../../src/ingest/testing/webhooks.ts'
import { createAgent } from '../support/agent.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createCaller } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { createMeta, type Meta } from '../support/meta.ts'
import { drawNumber, openWindow, waitForSent } from '../support/sandbox.ts'

/** Two processes on one database, both with all roles: each message is to be answered once. */
let app: TestApp
let meta: Meta
beforeAll(async () => {
  app = await startTestApp()
  const other = await startTestApp({
    DATABASE_URL: app.connectionString,
    MASA_SECRET_KEY: app.secretKey,
    MASA_DATA_DIR: app.dataDir,
    MASA_SANDBOX_PORT: new URL(app.sandboxUrl).port,
  })
  meta = await createMeta(app)
  await meta.silenceSandbox()
  return async () => {
    await other.stop()
    await app.stop()
  }
})

const PATH = '/v1/integrations/11/auto-replies'
const change = (json: object) => app.call('PUT', PATH, { json })
const ALWAYS = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }))
/** Of another day of the week, however long the test takes. */
const never = () => [{ day: ((new Date().getUTCDay() + 3) % 7) + 1, from: '09:00', to: '10:00' }]
const reply = (text: string) => ({ text, enabled: true })
const LONG = 'x'.repeat(4_097)
const off = { enabled: false }

let told = 0
/** Has a customer write to the first number so many seconds ago. */
const write = (
  phone: string,
  { secondsAgo = 0, ...fields }: { secondsAgo?: number; type?: string; content?: unknown } = {},
) => {
  told += 1
  const at = Math.floor(Date.now() / 1_000) - secondsAgo - 1_767_225_600
  return meta.tell(
    inbound(meta.numbers[0], { phone, name: 'Ayşe' }, { wamid: `wamid.auto.${told}`, at, ...fields }),
  )
}

/** What somebody was answered by itself, oldest first. */
const answersTo = async (phone: string): Promise<string[]> => {
  const { rows } = await app.database.query(
    `select content->>'body' as text from messages where address = $1 and origin = 'auto' order by created_at, number`,
    [phone],
  )
  return rows.map(({ text }) => text)
}

/** What came before has been looked at when somebody new, who writes after it, has got a welcome. */
const settle = async (): Promise<void> => {
  const phone = drawNumber()
  await write(phone)
  await vi.waitFor(async () => expect(await answersTo(phone)).not.toEqual([]), {
    timeout: 20_000,
    interval: 20,
  })
}

const expectAnswers = async (phone: string, texts: string[]): Promise<void> => {
  await settle()
  expect(await answersTo(phone)).toEqual(texts)
}

/** As if all with this person had happened so many hours ago. */
const shift = async (phone: string, hours: number): Promise<void> => {
  await app.database.query(
    'update messages set created_at = created_at - make_interval(hours => $2) where address = $1',
    [phone, hours],
  )
}
const forgetSends = () =>
  app.database.query(`update auto_reply_sends set sent_at = sent_at - interval '25 hours'`)

describe('auto replies are refused', () => {
  test.each<[object, Record<string, unknown>]>([
    [
      { welcome: { enabled: true } },
      { 'welcome.text': [expect.stringContaining('is required for a reply')] },
    ],
    [
      { welcome: { text: '{{agent.name}}' } },
      { 'welcome.text': [expect.stringContaining('There are: {{contact.name}}')] },
    ],
    [
      { out_of_hours: { text: LONG } },
      {
        'out_of_hours.text': [
          'The out_of_hours.text field must not have more than 4096 characters; it has 4097.',
        ],
      },
    ],
    [{ time_zone: 'Istanbul' }, { time_zone: [expect.stringContaining('Europe/Istanbul')] }],
    [
      { hours: [{ day: 8, from: '09:00', to: '18:00' }] },
      { 'hours.0.day': ['The hours.0.day field must not be greater than 7.'] },
    ],
    [
      {
        hours: [
          { day: 1, from: '24:00', to: '25:00' },
          { day: 1, from: '09:00', to: '09:00' },
        ],
      },
      {
        'hours.0.from': [expect.stringContaining('09:00')],
        'hours.0.to': [expect.stringContaining('24:00')],
        'hours.1.to': [expect.stringContaining('00:00 to 24:00')],
      },
    ],
    [
      { holidays: [{ date: '2026-02-30', name: 'x' }] },
      { 'holidays.0.date': [expect.stringContaining('2024-10-29')] },
    ],
  ])('that are wrong in one field or more: %#', async (fields, problems) => {
    const before = (await app.call('GET', PATH)).body
    expectFields(await change(fields), problems)
    expect((await app.call('GET', PATH)).body).toEqual(before)
  })

  test('from an agent, who may read them, and from a stranger', async () => {
    const agent = await createAgent(app, 'auto-agent@example.com', [11])
    expectError(await agent('PUT', PATH, { json: { welcome: off } }), 403, 'access_denied')
    expect((await agent('GET', PATH)).status).toBe(200)
    const stranger = await createAgent(app, 'auto-stranger@example.com', [22], 'supervisor')
    expectError(await stranger('PUT', PATH, { json: { welcome: off } }), 404, 'not_found')
    expectError(await stranger('GET', PATH), 404, 'not_found')
  })
})

test('they are changed field by field, by keys that may manage the number too, and those of other numbers stay', async () => {
  const unset = {
    welcome: { text: '', enabled: false },
    out_of_hours: { text: '', enabled: false },
    nobody_online: { text: '', enabled: false },
    time_zone: 'Europe/Istanbul',
    hours: [],
    holidays: [],
  }
  const others = '/v1/integrations/22/auto-replies'
  expect((await app.call('GET', others)).body).toEqual(unset)
  const { body: key } = await app.call('POST', '/v1/integrations/22/keys', {
    json: { name: 'shop', scopes: ['read', 'manage'] },
  })
  const call = createCaller(app.url, key.key)
  const first = { welcome: reply('Hello'), holidays: [{ date: '2026-10-29', name: 'Republic Day' }] }
  expect((await call('PUT', others, { json: first })).body).toEqual({ ...unset, ...first })
  const second = { welcome: { enabled: false }, time_zone: 'UTC', hours: never() }
  const { body } = await call('PUT', others, { json: second })
  expect(body).toEqual({ ...unset, ...first, ...second, welcome: { text: 'Hello', enabled: false } })
  expect((await app.call('GET', others)).body).toEqual(body)
  expect((await app.call('GET', PATH)).body.holidays).toEqual([])
})

describe('a welcome', () => {
  beforeAll(async () => {
    const json = { welcome: reply('Hi {{contact.name}}'), out_of_hours: off, nobody_online: off }
    expect((await change(json)).status).toBe(200)
  })

  test('reaches whoever writes for the first time, once', async () => {
    const phone = drawNumber()
    await openWindow(app, phone)
    await waitForSent(app, phone)
    await openWindow(app, phone)
    await settle()
    const sent = await waitForSent(app, phone)
    expect(sent.map(({ body }) => body.text.body)).toEqual(['Hi Ayşe'])
  })

  test('comes once, however many messages come at once', async () => {
    const phones = [drawNumber(), drawNumber()]
    await Promise.all(Array.from({ length: 20 }, (_, n) => write(phones[n % 2]!)))
    for (const phone of phones) await expectAnswers(phone, ['Hi Ayşe'])
  })

  test('comes again after a day without a word, and not before', async () => {
    const phone = drawNumber()
    await write(phone)
    await settle()
    await shift(phone, 22)
    await forgetSends()
    await write(phone)
    await expectAnswers(phone, ['Hi Ayşe'])
    await shift(phone, 25)
    await write(phone)
    await expectAnswers(phone, ['Hi Ayşe', 'Hi Ayşe'])
  })

  test('comes again when the chat was closed since, but not twice a day', async () => {
    const phone = drawNumber()
    await write(phone, { secondsAgo: 60 })
    await settle()
    await app.database.query(
      `insert into chat_history (integration_id, chat_id, at, action)
      select 11, chats.id, now() - interval '30 seconds', 'closed'
      from chats join contacts on contacts.id = contact_id where phone = $1`,
      [phone],
    )
    await write(phone, { secondsAgo: 20 })
    await expectAnswers(phone, ['Hi Ayşe'])
    await app.database.query(
      "delete from messages where address = $1 and created_at > now() - interval '25 seconds' and direction = 'inbound'",
      [phone],
    )
    await forgetSends()
    await write(phone, { secondsAgo: 10 })
    await expectAnswers(phone, ['Hi Ayşe', 'Hi Ayşe'])
  })

  test('does not come when somebody of the team has just written to them', async () => {
    const phone = drawNumber()
    await app.database.query(
      `insert into messages (integration_id, id, direction, origin, type, address, content, state,
        created_at)
      values (11, 'written-by-hand', 'outbound', 'inbox', 'template', $1, '{}', 'sent', now() - interval '1 minute')`,
      [phone],
    )
    await write(phone)
    await expectAnswers(phone, [])
  })

  test.each<[string, Parameters<typeof write>[1]]>([
    ['a reaction', { type: 'reaction', content: { message_id: 'wamid.none', emoji: '👍' } }],
    ['a word that opts out', { content: { body: 'STOP' } }],
    ['a message that WhatsApp hands over late', { secondsAgo: 3_700 }],
  ])('does not answer %s', async (_name, fields) => {
    const phone = drawNumber()
    await write(phone, fields)
    await expectAnswers(phone, [])
  })
})

test('out of hours is said beside a welcome, once a day, and nothing of who is online', async () => {
  const json = {
    welcome: reply('Welcome'),
    out_of_hours: reply('{{number.name}} is closed'),
    nobody_online: reply('Nobody'),
    time_zone: 'UTC',
    hours: never(),
  }
  expect((await change(json)).status).toBe(200)
  const { rows } = await app.database.query('select display_name from integrations where id = 11')
  const phone = drawNumber()
  await write(phone)
  await write(phone)
  await expectAnswers(phone, ['Welcome', `${rows[0].display_name} is closed`])
})

test('that nobody is online is said within hours, until somebody is who may see the number', async () => {
  const json = {
    welcome: reply('Welcome'),
    out_of_hours: reply('Closed'),
    nobody_online: reply('Nobody'),
    hours: ALWAYS,
  }
  expect((await change(json)).status).toBe(200)
  const elsewhere = await createAgent(app, 'auto-elsewhere@example.com', [22])
  await elsewhere('PUT', '/v1/me/state', { json: { state: 'online' } })
  const [first, second] = [drawNumber(), drawNumber()]
  await write(first)
  await expectAnswers(first, ['Welcome', 'Nobody'])
  const agent = await createAgent(app, 'auto-online@example.com', [11])
  await agent('PUT', '/v1/me/state', { json: { state: 'online' } })
  await write(second)
  await expectAnswers(second, ['Welcome'])
})
