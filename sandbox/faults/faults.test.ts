import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Receiver, startReceiver } from '../testing/start-receiver.ts'
import { startTestSandbox, type TestSandbox } from '../testing/start-test-sandbox.ts'

let sandbox: TestSandbox
let receiver: Receiver

beforeEach(async () => {
  sandbox = await startTestSandbox()
  receiver = await startReceiver()
})
afterEach(async () => {
  await sandbox.close()
  await receiver.close()
})

const hi = { type: 'text', text: { body: 'hi' } }
const addFault = async (fault: Record<string, unknown>): Promise<void> => {
  expect((await sandbox.control('POST', 'faults', fault)).status).toBe(200)
}
const listMessages = async (): Promise<{ id: string; statuses: { status: string }[] }[]> =>
  (await sandbox.control('GET', 'messages')).body
const statusesOf = (id: string): string[] =>
  receiver.statuses().flatMap((status) => (status.id === id ? [status.status] : []))
const sendHi = async (): Promise<string> => (await sandbox.send(hi)).body.messages[0].id

describe('a fault', () => {
  it('answers with the error of its code, as often as it was asked to', async () => {
    await addFault({ match: {}, times: 2, mode: 'error', code: 131057 })
    for (let time = 0; time < 2; time++) {
      const { status, body } = await sandbox.send(hi)
      expect(status).toBe(500)
      expect(body.error).toMatchObject({ code: 131057, is_transient: true })
    }
    expect((await sandbox.send(hi)).status).toBe(200)
    expect(await listMessages()).toHaveLength(1)
    expect((await sandbox.control('GET', 'stats')).body.rejected).toEqual({ 131057: 2 })
  })

  it('answers with an HTTP status of its own beside the code', async () => {
    await addFault({ mode: 'error', code: 130429, status: 429 })
    const { status, body } = await sandbox.send(hi)
    expect([status, body.error.code]).toEqual([429, 130429])
  })

  it('answers with a bare status', async () => {
    await addFault({ mode: 'http', status: 502 })
    const { status, body } = await sandbox.send(hi)
    expect([status, body]).toEqual([502, ''])
  })

  it('answers late and accepts all the same: what is sent after it overtakes it', async () => {
    await addFault({ mode: 'slow', delay_ms: 200 })
    const order: string[] = []
    const slow = sandbox.send(hi).then(({ status }) => order.push(`slow ${status}`))
    while ((await sandbox.control('GET', 'faults')).body.length > 0);
    const quick = sandbox.send(hi).then(({ status }) => order.push(`quick ${status}`))
    await Promise.all([slow, quick])
    expect(order).toEqual(['quick 200', 'slow 200'])
    expect(await listMessages()).toHaveLength(2)
  })

  it('never answers', async () => {
    await addFault({ mode: 'hang' })
    const sending = fetch(`${sandbox.url}/v25.0/${sandbox.numberId}/messages`, {
      method: 'POST',
      signal: AbortSignal.timeout(200),
      headers: {
        authorization: `Bearer ${sandbox.credentials.access_token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ messaging_product: 'whatsapp', to: '905550000001', ...hi }),
    })
    await expect(sending).rejects.toThrow(/timeout/)
    expect(await listMessages()).toEqual([])
  })

  it('drops the connection before the message is accepted', async () => {
    await addFault({ mode: 'reset_before' })
    await expect(sandbox.send(hi)).rejects.toThrow('fetch failed')
    expect(await listMessages()).toEqual([])
  })

  it('drops the connection after the message is accepted, and its statuses come', async () => {
    await receiver.subscribe(sandbox)
    await addFault({ mode: 'reset_after' })
    await expect(sandbox.send({ ...hi, biz_opaque_callback_data: 'lost' })).rejects.toThrow('fetch failed')
    const [message, ...others] = await listMessages()
    expect(others).toEqual([])
    await receiver.until(() => statusesOf(message!.id).length === 3)
    expect(receiver.statuses()[0]).toMatchObject({ biz_opaque_callback_data: 'lost' })
  })

  it('lets an accepted message fail', async () => {
    await receiver.subscribe(sandbox)
    await addFault({ mode: 'failed', code: 131049 })
    const id = await sendHi()
    await receiver.until(() => statusesOf(id).length > 0)
    expect(receiver.statuses()).toMatchObject([{ id, status: 'failed', errors: [{ code: 131049 }] }])
  })

  it('keeps the statuses of a message to itself', async () => {
    await receiver.subscribe(sandbox)
    await addFault({ mode: 'no_webhook' })
    const silent = await sendHi()
    const loud = await sendHi()
    await receiver.until(() => statusesOf(loud).length === 3)
    expect(statusesOf(silent)).toEqual([])
    expect((await listMessages())[0]?.statuses).toHaveLength(3)
  })

  it('tells every status twice', async () => {
    await receiver.subscribe(sandbox)
    await addFault({ mode: 'duplicate_webhook' })
    const id = await sendHi()
    await receiver.until(() => statusesOf(id).length === 6)
    expect(statusesOf(id).sort()).toEqual(['delivered', 'delivered', 'read', 'read', 'sent', 'sent'])
  })

  it('tells the statuses in another order, with the times of the right one', async () => {
    await receiver.subscribe(sandbox)
    await addFault({ mode: 'shuffle_webhooks', times: 5 })
    for (let time = 0; time < 5; time++) {
      const id = await sendHi()
      await receiver.until(() => statusesOf(id).length === 3)
      expect(statusesOf(id)).not.toEqual(['sent', 'delivered', 'read'])
      expect(statusesOf(id).sort()).toEqual(['delivered', 'read', 'sent'])
    }
  })

  it('comes together with a fault of the other kind', async () => {
    await receiver.subscribe(sandbox)
    await addFault({ mode: 'reset_after' })
    await addFault({ mode: 'failed', code: 131026 })
    await expect(sandbox.send(hi)).rejects.toThrow('fetch failed')
    await receiver.until(() => receiver.statuses().length > 0)
    expect(receiver.statuses()).toMatchObject([{ status: 'failed' }])
  })

  it('doubles a message of a customer', async () => {
    await receiver.subscribe(sandbox)
    await receiver.until(() => receiver.messages().length >= 20)
    await addFault({ mode: 'duplicate_webhook' })
    const { body } = await sandbox.control('POST', 'inbound', { from: '905550000001', message: hi })
    await receiver.until(() => receiver.messages().filter(({ id }) => id === body.id).length === 2)
  })
})

describe('a fault meets only', () => {
  it('whom it names', async () => {
    await addFault({ match: { to: '+90 555 000 00 02' }, mode: 'error', code: 131000 })
    expect((await sandbox.send(hi)).status).toBe(200)
    expect((await sandbox.send({ ...hi, to: '905550000002' })).status).toBe(500)
  })

  it('the number it names', async () => {
    const second = sandbox.credentials.phone_numbers[1]!.id
    await addFault({ match: { phone_number_id: second }, mode: 'error', code: 131000 })
    expect((await sandbox.send(hi)).status).toBe(200)
    const body = { messaging_product: 'whatsapp', to: '905550000002', ...hi }
    expect((await sandbox.graph('POST', `${second}/messages`, body)).status).toBe(500)
  })

  it('the path it names: uploads and lists too', async () => {
    await addFault({ match: { path: '/media' }, mode: 'error', code: 131000 })
    await addFault({ match: { path: 'message_templates' }, mode: 'http', status: 503 })
    expect((await sandbox.send(hi)).status).toBe(200)
    await expect(sandbox.upload('image/png', 'x')).rejects.toThrow('131000')
    expect((await sandbox.graph('GET', `${sandbox.credentials.waba_id}/message_templates`)).status).toBe(503)
    expect((await sandbox.control('GET', 'faults')).body).toEqual([])
  })

  it('sends, when it names no path: neither a read mark nor a look at the number uses it up', async () => {
    await addFault({ mode: 'error', code: 131000 })
    expect((await sandbox.graph('GET', sandbox.numberId)).status).toBe(200)
    expect((await sandbox.send({ status: 'read', message_id: 'wamid.x' })).status).toBe(200)
    expect((await sandbox.send(hi)).status).toBe(500)
  })

  it('until it is taken away', async () => {
    await addFault({ mode: 'error', code: 131000, times: 100 })
    expect((await sandbox.control('DELETE', 'faults')).status).toBe(200)
    expect((await sandbox.send(hi)).status).toBe(200)
  })
})
