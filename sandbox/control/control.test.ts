import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Receiver, startReceiver } from '../testing/start-receiver.ts'
import { startTestSandbox, type TestSandbox } from '../testing/start-test-sandbox.ts'

let sandbox: TestSandbox
let receiver: Receiver

beforeAll(async () => {
  sandbox = await startTestSandbox({ settings: { enforce_rates: false } })
  receiver = await startReceiver()
  await receiver.subscribe(sandbox)
})
afterAll(async () => {
  await sandbox.close()
  await receiver.close()
})

const text = (body: string) => ({ type: 'text', text: { body } })

describe('a call to /_sandbox that is wrong', () => {
  it.each([
    ['PUT', 'settings', { enforce_window: 'yes' }, 'enforce_window'],
    ['PUT', 'settings', { statuses: { sent_ms: -1 } }, 'statuses.sent_ms'],
    ['PUT', 'settings', { colour: 'red' }, 'colour'],
    ['PUT', 'settings', '{"a":', 'JSON'],
    ['POST', 'faults', {}, 'mode'],
    ['POST', 'faults', { mode: 'explode' }, 'mode must be one of'],
    ['POST', 'faults', { mode: 'error', times: 0 }, 'times'],
    ['POST', 'faults', { mode: 'error', match: { colour: 'red' } }, 'match.colour'],
    ['POST', 'faults', { mode: 'error', match: { to: 'Ahmet' } }, 'match.to'],
    ['POST', 'faults', { mode: 'error', match: { phone_number_id: '1' } }, 'match.phone_number_id'],
    ['POST', 'inbound', {}, 'from'],
    ['POST', 'inbound', { from: 'Ahmet', message: text('a') }, 'from'],
    ['POST', 'inbound', { from: '905554443322', message: text('a') }, 'from'],
    ['POST', 'inbound', { from: '905550000001', message: {} }, 'message.type'],
    ['POST', 'inbound', { from: '905550000001', message: { type: 'text' } }, 'message.text'],
    [
      'POST',
      'inbound',
      { from: '905550000001', message: { type: 'text', text: { body: 1 } } },
      'message.text.body',
    ],
    [
      'POST',
      'inbound',
      { from: '905550000001', message: { type: 'location', location: {} } },
      'message.location.latitude',
    ],
    [
      'POST',
      'inbound',
      { from: '905550000001', message: { type: 'contacts', contacts: {} } },
      'message.contacts',
    ],
    ['POST', 'inbound', { from: '905550000001', message: { type: 'image', image: { data: '§' } } }, 'base64'],
    [
      'POST',
      'inbound',
      { from: '905550000001', phone_number_id: '1', message: text('a') },
      'phone_number_id',
    ],
    ['GET', 'messages?limit=0', undefined, 'limit'],
    ['GET', 'messages?limit=1000001', undefined, 'limit'],
    ['GET', 'messages?since=yesterday', undefined, 'since'],
    ['GET', 'messages?to=Ahmet', undefined, 'to'],
    ['POST', 'templates', { name: 'template_01', language: 'en', status: 'GREAT' }, 'status must be one of'],
  ])('is a 400 that says what: %s %s %j', async (method, path, body, word) => {
    const answer = await sandbox.control(method, path, body)
    expect(answer.status).toBe(400)
    expect(answer.body.error.message).toContain(word)
  })

  it('is a 404 for what is not there', async () => {
    expect((await sandbox.control('POST', 'templates', { name: 'x', language: 'en' })).status).toBe(404)
    expect((await sandbox.control('POST', 'numbers', { phone_number_id: '1' })).status).toBe(404)
    expect((await sandbox.control('GET', 'nothing')).status).toBe(404)
  })
})

describe("a customer's message", () => {
  it.each([
    ['text', text('Merhaba 🙂')],
    ['audio', { type: 'audio', audio: {} }],
    ['location', { type: 'location', location: { latitude: 41, longitude: 29 } }],
    ['contacts', { type: 'contacts', contacts: [{ name: { formatted_name: 'A' } }] }],
    ['reaction', { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } }],
    [
      'button',
      {
        type: 'button',
        button: { text: 'Yes', payload: 'yes' },
        context: { from: '905554443322', id: 'wamid.x' },
      },
    ],
    [
      'interactive',
      { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'a', title: 'A' } } },
    ],
    ['order', { type: 'order', order: { catalog_id: 'c', product_items: [] } }],
    ['unsupported', { type: 'unsupported', errors: [{ code: 131051, title: 'Unsupported' }] }],
    ['hologram', { type: 'hologram', hologram: { depth: 3 } }],
  ])('of the type %s reaches the receiver as it was given', async (_type, message) => {
    const { status, body } = await sandbox.control('POST', 'inbound', { from: '+90 555 000 00 01', message })
    expect(status).toBe(200)
    await receiver.until(() => receiver.messages().some(({ id }) => id === body.id))
    const told = receiver.messages().find(({ id }) => id === body.id)
    expect(told).toMatchObject({
      ...message,
      from: '905550000001',
      timestamp: expect.stringMatching(/^\d{10}$/),
      from_user_id: expect.stringMatching(/^TR\.\d+$/),
    })
  })

  it('of somebody without a number has a user id and nothing else', async () => {
    const from = 'US.13491208655302741918'
    const { body } = await sandbox.control('POST', 'inbound', { from, name: 'Sheena', message: text('hi') })
    await receiver.until(() => receiver.messages().some(({ id }) => id === body.id))
    const told = receiver.messages().find(({ id }) => id === body.id)
    expect(told).toMatchObject({ from_user_id: from })
    expect(told).not.toHaveProperty('from')
    const contact = receiver
      .changes('messages')
      .flatMap(({ value }) => (value['contacts'] ?? []) as Record<string, unknown>[])
      .find((item) => item['user_id'] === from)
    expect(contact).toEqual({ profile: { name: 'Sheena' }, user_id: from })
    const sent = await sandbox.send({ to: undefined, recipient: from, ...text('hello') })
    expect(sent.body.contacts).toEqual([{ input: from, user_id: from }])
    await receiver.until(() =>
      receiver.statuses().some(({ id, status }) => id === sent.body.messages[0].id && status === 'read'),
    )
    const status = receiver.statuses().find(({ id }) => id === sent.body.messages[0].id)
    expect(status).toMatchObject({ recipient_user_id: from })
    expect(status).not.toHaveProperty('recipient_id')
  })

  it('to the second number opens the window there', async () => {
    const second = sandbox.credentials.phone_numbers[1]!.id
    const send = () =>
      sandbox.graph('POST', `${second}/messages`, {
        messaging_product: 'whatsapp',
        to: '905550000003',
        ...text('a'),
      })
    const before = await send()
    await sandbox.control('POST', 'inbound', {
      phone_number_id: second,
      from: '905550000003',
      message: text('a'),
    })
    const after = await send()
    const ends = (id: string) =>
      receiver
        .statuses()
        .filter((status) => status.id === id)
        .map(({ status }) => status)
    const [failing, working] = [before.body.messages[0].id, after.body.messages[0].id]
    await receiver.until(() => ends(failing).length === 1 && ends(working).length === 3)
    expect(ends(failing)).toEqual(['failed'])
  })

  it('with an id of its own keeps it', async () => {
    const message = { id: 'wamid.again', ...text('a') }
    expect((await sandbox.control('POST', 'inbound', { from: '905550000001', message })).body).toEqual({
      id: 'wamid.again',
    })
  })
})

describe('what was accepted', () => {
  it('is listed oldest first, by person and by time, with the request to the letter', async () => {
    await sandbox.control('DELETE', 'messages')
    const raw = `{ "messaging_product":"whatsapp","to":"905550000004",\n "type":"text","text":{"body":"ş\\u015f \\/","n":1.0}}`
    await sandbox.graph('POST', `${sandbox.numberId}/messages`, raw)
    await new Promise((resolve) => setTimeout(resolve, 5))
    for (const to of ['905550000005', '905550000004']) await sandbox.send({ to, ...text(to) })
    const { body: all } = await sandbox.control('GET', 'messages')
    expect(all.map(({ to }: { to: string }) => to)).toEqual(['905550000004', '905550000005', '905550000004'])
    expect(all[0]).toMatchObject({
      phone_number_id: sandbox.numberId,
      body: JSON.parse(raw),
      id: expect.stringMatching(/^wamid/),
    })
    expect(
      (await (await fetch(`${sandbox.url}/_sandbox/messages`)).text()).includes('"ş\\u015f \\/","n":1.0'),
    ).toBe(true)
    expect((await sandbox.control('GET', 'messages?to=905550000004')).body).toHaveLength(2)
    expect((await sandbox.control('GET', 'messages?to=%2B905550000004&limit=1')).body).toHaveLength(1)
    expect((await sandbox.control('GET', `messages?since=${all[1].at}`)).body).toHaveLength(2)
    expect(
      (await sandbox.control('GET', `messages?to=905550000004&since=${Date.parse(all[1].at)}`)).body,
    ).toHaveLength(1)
    expect((await sandbox.control('GET', 'messages?to=905550000099')).body).toEqual([])
  })

  it('is gone when it was deleted, and the statuses still to come do come', async () => {
    await sandbox.control('PUT', 'settings', { statuses: { read_ms: 100 } })
    const sent = await sandbox.send(text('a'))
    expect((await sandbox.control('DELETE', 'messages')).body.deleted).toBeGreaterThan(0)
    expect((await sandbox.control('GET', 'messages')).body).toEqual([])
    expect((await sandbox.control('GET', 'stats')).body).toMatchObject({ accepted: 0, rejected: {} })
    await receiver.until(() =>
      receiver.statuses().some(({ id, status }) => id === sent.body.messages[0].id && status === 'read'),
    )
  })
})

describe('settings', () => {
  it('change where they are named, and survive a restart', async () => {
    const { body } = await sandbox.control('PUT', 'settings', { statuses: { sent_ms: 7 }, review_ms: 9 })
    expect(body).toMatchObject({
      statuses: { sent_ms: 7, delivered_ms: 1, auto_read: true },
      review_ms: 9,
      enforce_rates: false,
    })
    await sandbox.restart()
    expect((await sandbox.control('GET', 'settings')).body).toEqual(body)
  })
})
