import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Receiver, startReceiver } from '../testing/start-receiver.ts'
import { startTestSandbox, type TestSandbox } from '../testing/start-test-sandbox.ts'

let sandbox: TestSandbox
let receiver: Receiver

beforeEach(async () => {
  sandbox = await startTestSandbox({ settings: { enforce_rates: false } })
  receiver = await startReceiver()
})
afterEach(async () => {
  await sandbox.close()
  await receiver.close()
})

const sendText = async (body: Record<string, unknown> = {}): Promise<string> => {
  const answer = await sandbox.send({ type: 'text', text: { body: 'hi' }, ...body })
  return answer.body.messages[0].id
}
const statusesOf = (id: string): string[] =>
  receiver.statuses().flatMap((status) => (status.id === id ? [status.status] : []))
const hasAll =
  (id: string, count = 3) =>
  () =>
    statusesOf(id).length >= count

describe('webhooks', () => {
  it('go nowhere before the receiver has answered the challenge', async () => {
    receiver.challengeAnswer = 'something else'
    await expect(receiver.subscribe(sandbox)).rejects.toThrow('2200')
    expect((await sandbox.graph('GET', `${sandbox.credentials.waba_id}/subscribed_apps`)).body).toEqual({
      data: [],
    })
    expect(receiver.deliveries).toEqual([])
  })

  it('tell the twenty first messages to the first subscriber', async () => {
    await receiver.subscribe(sandbox)
    await receiver.until(() => receiver.messages().length >= 20)
    expect(receiver.messages()).toHaveLength(20)
    const from = receiver.messages().map((message) => message['from'])
    expect(from).toContain('905550000001')
    expect(from).toContain('905555555555')
    const ahmet = receiver
      .changes('messages')
      .flatMap(({ value }) => value['contacts'] as { profile: { name: string }; wa_id: string }[])
    expect(ahmet.find(({ wa_id }) => wa_id === '905550000001')?.profile.name).toBe('Ahmet Kara')
  })

  it('are signed over their raw bytes, which a second encoding does not give back', async () => {
    await receiver.subscribe(sandbox)
    await receiver.until(() => receiver.messages().length >= 20)
    for (const { raw, signature, json } of receiver.deliveries) {
      const sign = (bytes: Buffer | string) =>
        `sha256=${createHmac('sha256', sandbox.credentials.app_secret).update(bytes).digest('hex')}`
      expect(signature).toBe(sign(raw))
      expect(signature).not.toBe(sign(JSON.stringify(json)))
    }
    expect(receiver.deliveries.map(({ raw }) => raw.toString()).join()).toContain('\\u015f')
  })

  it('tell sent, delivered and read with what was given along, and the price in the first two', async () => {
    await receiver.subscribe(sandbox)
    const id = await sendText({ biz_opaque_callback_data: 'gw-ş/1' })
    await receiver.until(hasAll(id))
    const told = receiver.statuses().filter((status) => status.id === id)
    expect(told.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read'])
    const pricing = {
      billable: false,
      pricing_model: 'PMP',
      type: 'free_customer_service',
      category: 'service',
    }
    expect(told.map((status) => status['pricing'])).toEqual([pricing, pricing, undefined])
    for (const status of told) {
      expect(status).toMatchObject({ recipient_id: '905550000001', biz_opaque_callback_data: 'gw-ş/1' })
      expect(status.timestamp).toMatch(/^\d{10}$/)
    }
    const [change] = receiver.changes('messages').slice(-1)
    expect(change?.value['metadata']).toEqual({
      display_phone_number: '905554443322',
      phone_number_id: sandbox.numberId,
    })
    expect(receiver.deliveries.at(-1)?.json).toMatchObject({
      object: 'whatsapp_business_account',
      entry: [{ id: sandbox.credentials.waba_id }],
    })
  })

  it('tell no read when auto_read is off', async () => {
    await sandbox.control('PUT', 'settings', { statuses: { auto_read: false } })
    await receiver.subscribe(sandbox)
    const id = await sendText()
    await receiver.until(hasAll(id, 2))
    const list = await sandbox.control('GET', 'messages')
    expect(list.body[0].statuses.map(({ status }: { status: string }) => status)).toEqual([
      'sent',
      'delivered',
    ])
  })

  it('come in batches under load, each status once', async () => {
    await receiver.subscribe(sandbox)
    await receiver.until(() => receiver.messages().length >= 20)
    const before = receiver.deliveries.length
    const ids = await Promise.all(Array.from({ length: 300 }, () => sendText()))
    await receiver.until(() => receiver.statuses().length >= 900)
    expect(receiver.statuses()).toHaveLength(900)
    expect(new Set(receiver.statuses().map(({ id, status }) => `${id} ${status}`)).size).toBe(900)
    expect(new Set(ids).size).toBe(300)
    expect(receiver.deliveries.length - before).toBeLessThan(450)
  })

  it('are retried until they are answered with 200, and then not again', async () => {
    await receiver.subscribe(sandbox)
    await receiver.until(() => receiver.messages().length >= 20)
    receiver.answers = [503, 500]
    const id = await sendText()
    await receiver.until(hasAll(id))
    expect(statusesOf(id).sort()).toEqual(['delivered', 'read', 'sent'])
    const { body } = await sandbox.control('GET', 'stats')
    expect(body.webhooks.retried).toBeGreaterThanOrEqual(1)
    expect(body.webhooks.given_up).toBe(0)
  })

  it('wait while nobody listens, and come when somebody does', async () => {
    await receiver.subscribe(sandbox)
    await receiver.until(() => receiver.messages().length >= 20)
    const { port } = new URL(receiver.url)
    await receiver.close()
    const id = await sendText()
    receiver = await startReceiver(Number(port))
    await receiver.until(hasAll(id))
    expect(statusesOf(id)).toEqual(['sent', 'delivered', 'read'])
  })

  it('that were pending come after a restart, and those that were taken do not', async () => {
    await receiver.subscribe(sandbox)
    const taken = await sendText()
    await receiver.until(() => hasAll(taken)() && receiver.messages().length >= 20)
    const { port } = new URL(receiver.url)
    await receiver.close()
    await sandbox.control('PUT', 'settings', { statuses: { read_ms: 300 } })
    const pending = await sendText()
    await sandbox.restart()
    receiver = await startReceiver(Number(port))
    await receiver.until(hasAll(pending))
    expect(statusesOf(pending).sort()).toEqual(['delivered', 'read', 'sent'])
    expect(statusesOf(taken)).toEqual([])
    expect(receiver.messages()).toEqual([])
  })

  it("go to a number's own callback before the account's", async () => {
    const own = await startReceiver()
    await receiver.subscribe(sandbox)
    const answer = await sandbox.graph('POST', sandbox.numberId, {
      webhook_configuration: { override_callback_uri: own.url, verify_token: 'x' },
    })
    expect(answer.body).toEqual({ success: true })
    const id = await sendText()
    await own.until(() => own.statuses().some((status) => status.id === id))
    expect(statusesOf(id)).toEqual([])
    await own.close()
  })
})

describe('a message that fails after it was accepted', () => {
  it.each([
    [131047, { to: '+905559999999', type: 'text', text: { body: 'hi' } }],
    [131009, { type: 'reaction', reaction: { message_id: 'wamid.HBgM', emoji: '👍' } }],
    [131026, { to: 'TR.12345', type: 'text', text: { body: 'hi' } }],
    [131026, { to: '+901111111111', type: 'text', text: { body: 'hi' } }],
  ])('is told as failed with %i and nothing else: %j', async (code, message) => {
    await receiver.subscribe(sandbox)
    const id = await sendText(message)
    await receiver.until(hasAll(id, 1))
    const [status, ...others] = receiver.statuses().filter((told) => told.id === id)
    expect(others).toEqual([])
    expect(status).toMatchObject({
      status: 'failed',
      errors: [
        {
          code,
          title: expect.any(String),
          message: expect.any(String),
          error_data: { details: expect.any(String) },
        },
      ],
    })
  })

  it('is a picture whose file is none', async () => {
    await receiver.subscribe(sandbox)
    const id = await sendText({
      type: 'image',
      image: { id: await sandbox.upload('application/pdf', 'pdf') },
    })
    await receiver.until(hasAll(id, 1))
    expect(receiver.statuses().find((told) => told.id === id)).toMatchObject({
      status: 'failed',
      errors: [{ code: 131053 }],
    })
  })

  it('is no free-form message when the window rule is off', async () => {
    await sandbox.control('PUT', 'settings', { enforce_window: false })
    await receiver.subscribe(sandbox)
    const id = await sendText({ to: '+905559999999' })
    await receiver.until(hasAll(id))
    expect(statusesOf(id)).toEqual(['sent', 'delivered', 'read'])
  })

  it('is no reaction to a message that is there; that one is only sent', async () => {
    await receiver.subscribe(sandbox)
    const { body } = await sandbox.control('POST', 'inbound', {
      from: '905550000001',
      message: { type: 'text', text: { body: 'a' } },
    })
    const id = await sendText({ type: 'reaction', reaction: { message_id: body.id, emoji: '❤️' } })
    await receiver.until(hasAll(id, 1))
    const list = await sandbox.control('GET', 'messages')
    expect(list.body[0].statuses).toMatchObject([{ status: 'sent' }])
  })
})
