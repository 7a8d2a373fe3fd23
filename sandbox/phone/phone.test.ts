import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { followEvents } from '../testing/follow-events.ts'
import { type Receiver, startReceiver } from '../testing/start-receiver.ts'
import { startTestSandbox, type TestSandbox } from '../testing/start-test-sandbox.ts'
import type { ChatPage, ShownChat, ShownMessage } from './shapes.ts'

const ahmet = '905550000001'
let sandbox: TestSandbox
let receiver: Receiver | undefined

beforeEach(async () => {
  sandbox = await startTestSandbox({ settings: { enforce_rates: false } })
})
afterEach(async () => {
  await sandbox.close()
  await receiver?.close()
  receiver = undefined
})

const subscribe = async (): Promise<Receiver> => {
  receiver = await startReceiver()
  await receiver.subscribe(sandbox)
  return receiver
}

const text = (body: string) => ({ type: 'text', text: { body } })
const inbound = async (message: unknown, from = ahmet): Promise<string> =>
  (await sandbox.control('POST', 'inbound', { from, message })).body.id
const sendText = async (body: Record<string, unknown> = {}): Promise<string> =>
  (await sandbox.send({ ...text('Hello'), ...body })).body.messages[0].id
const numberPath = () => `phone/numbers/${sandbox.numberId}`
const show = async (key = ahmet): Promise<ChatPage> =>
  (await sandbox.control('GET', `${numberPath()}/chats/${key}`)).body
const open = (key = ahmet) => sandbox.control('POST', `${numberPath()}/chats/${key}/open`)
const list = async (query = ''): Promise<ShownChat[]> =>
  (await sandbox.control('GET', `${numberPath()}/chats?${query}`)).body.chats
const find = async (id: string): Promise<ShownMessage | undefined> =>
  (await show()).messages.find((message) => message.id === id)
/** Waits until the phone shows a message as `isDone` wants it. */
const shown = (id: string, isDone: (message: ShownMessage) => boolean = () => true): Promise<ShownMessage> =>
  vi.waitFor(async () => {
    const message = await find(id)
    expect(message && isDone(message)).toBe(true)
    return message!
  })
const statusesOf = (id: string): string[] =>
  receiver!.statuses().flatMap((status) => (status.id === id ? [status.status] : []))

describe('a call of the phone that is wrong', () => {
  it.each([
    ['GET', 'phone/numbers/1/chats', undefined, 404],
    ['GET', 'phone/numbers/:id/chats?limit=0', undefined, 400],
    ['GET', 'phone/numbers/:id/chats/Ahmet', undefined, 400],
    ['POST', 'phone/numbers/1/chats/905550000001/open', undefined, 404],
    ['POST', 'phone/people', {}, 400],
    ['POST', 'phone/people', { name: 'A', phone: 'none' }, 400],
    ['POST', 'phone/people', { name: 'A', phone: '+90 555 444 33 22' }, 400],
    ['PUT', 'phone/people/905550000001', { receipts: 'maybe' }, 400],
    ['GET', 'phone/media/1', undefined, 404],
  ])('is refused with words that say what: %s %s %j', async (method, path, body, status) => {
    const answer = await sandbox.control(method, path.replace(':id', sandbox.numberId), body)
    expect(answer.status).toBe(status)
    expect(answer.body.error.message).toMatch(/\w/)
  })
})

describe('the list of people', () => {
  it('has whoever wrote or was written to last on top, with what was said', async () => {
    await inbound(text('first'), '905550000002')
    const id = await sendText()
    await shown(id)
    const [first, second] = await list()
    expect([first?.key, first?.name, first?.last?.content.body, first?.unread]).toEqual([
      ahmet,
      'Ahmet Kara',
      'Hello',
      1,
    ])
    expect([second?.key, second?.last?.content.body, second?.unread]).toEqual(['905550000002', 'first', 0])
  })

  it('finds people by their names, without accents, and by digits', async () => {
    expect((await list('q=yilmaz')).map(({ name }) => name)).toEqual(['Ayşe Yılmaz'])
    expect((await list('q=%2B44 7700 900 123')).map(({ name }) => name)).toEqual(['James Walker'])
    expect(await list('q=nobody')).toEqual([])
  })

  it('has numbers too that were written to and never wrote', async () => {
    const id = await sendText({
      to: '+905551112233',
      type: 'template',
      template: { name: 'hello_world', language: { code: 'en_US' } },
    })
    await vi.waitFor(async () =>
      expect((await show('905551112233')).messages.map((one) => one.id)).toEqual([id]),
    )
    const [first] = await list()
    expect([first?.key, first?.window_closes_at]).toEqual(['905551112233', null])
  })

  it('takes somebody more, with a number or without one', async () => {
    const { body: known } = await sandbox.control('POST', 'phone/people', {
      name: 'Sheena',
      phone: '+1 650 555 1234',
    })
    const { body: hidden } = await sandbox.control('POST', 'phone/people', { name: 'Nobody’s number' })
    expect(known.key).toBe('16505551234')
    expect(hidden.key).toMatch(/^TR\.\d{20}$/)
    await sandbox.restart()
    expect((await list('q=Sheena')).map(({ key, phone }) => [key, phone])).toEqual([
      ['16505551234', '16505551234'],
    ])
    await inbound(text('hi'), hidden.key)
    const sent = await sandbox.send({ to: undefined, recipient: hidden.key, ...text('hello') })
    await vi.waitFor(async () => {
      const { messages, chat } = await show(hidden.key)
      expect(messages.map(({ id }) => id)).toContain(sent.body.messages[0].id)
      expect([chat.phone, chat.user_id]).toEqual([null, hidden.key])
    })
  })
})

describe('a conversation on the phone', () => {
  it('shows what was delivered, not what is still on its way', async () => {
    await sandbox.control('PUT', 'settings', { statuses: { delivered_ms: 600_000 } })
    const waiting = await sendText()
    await sandbox.control('PUT', 'settings', { statuses: { delivered_ms: 0 } })
    const arrived = await sendText()
    await shown(arrived)
    expect(await find(waiting)).toBeUndefined()
  })

  it('says that a message failed, and why', async () => {
    await sandbox.control('POST', 'faults', { mode: 'failed', code: 131026 })
    const id = await sendText()
    const failed = await shown(id)
    expect([failed.state, failed.failure?.code]).toEqual(['failed', 131026])
  })

  it('has a page at a time', async () => {
    for (let index = 0; index < 5; index++) await inbound(text(`${index}`))
    const { body } = await sandbox.control('GET', `${numberPath()}/chats/${ahmet}?limit=3`)
    expect(body.messages.map(({ content }: ShownMessage) => content.body)).toEqual(['2', '3', '4'])
    expect(body.has_more).toBe(true)
    expect((await show()).has_more).toBe(false)
  })

  it('shows a template whole, with its values, buttons and file', async () => {
    const image = await sandbox.upload('image/png', 'x')
    const id = await sendText({
      type: 'template',
      template: {
        name: 'summer_campaign',
        language: { code: 'en' },
        components: [
          { type: 'header', parameters: [{ type: 'image', image: { id: image } }] },
          {
            type: 'body',
            parameters: [
              { type: 'text', parameter_name: 'discount', text: '30%' },
              { type: 'text', parameter_name: 'first_name', text: 'Ahmet' },
            ],
          },
          {
            type: 'button',
            sub_type: 'quick_reply',
            index: '0',
            parameters: [{ type: 'payload', payload: 'MORE' }],
          },
        ],
      },
    })
    const { template } = await shown(id)
    expect(template).toMatchObject({
      header: { format: 'IMAGE', media: { file: { mime_type: 'image/png', size: 1 } } },
      body: 'Hello Ahmet, our summer sale has begun: 30% off everything until Sunday.',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Show me more', payload: 'MORE' },
        { type: 'QUICK_REPLY', text: 'Stop promotions', payload: 'Stop promotions' },
      ],
    })
  })

  it.each([
    ['login_code', 'en', { code: '482913' }, '*482913* is your verification code.'],
    [
      'invoice_ready',
      'en',
      { url: 'https://www.example.com/invoices/482913' },
      'Dear 482913, your invoice INV is attached.',
    ],
    ['coupon', 'en', { code: '482913' }, 'Thank you, 482913! Take INV off'],
  ])('puts the values of %s into its texts and buttons', async (name, code, button, words) => {
    const document = await sandbox.upload('application/pdf', 'x')
    const value = { type: 'text', text: '482913' }
    const parts = {
      login_code: [
        { type: 'body', parameters: [value] },
        { type: 'button', sub_type: 'url', index: '0', parameters: [value] },
      ],
      invoice_ready: [
        { type: 'header', parameters: [{ type: 'document', document: { id: document } }] },
        { type: 'body', parameters: [value, { type: 'text', text: 'INV' }] },
        { type: 'button', sub_type: 'URL', index: 0, parameters: [value] },
      ],
      coupon: [
        { type: 'body', parameters: [value, { type: 'text', text: 'INV' }] },
        {
          type: 'button',
          sub_type: 'copy_code',
          index: 0,
          parameters: [{ type: 'coupon_code', coupon_code: '482913' }],
        },
      ],
    }[name as 'coupon']
    const id = await sendText({ type: 'template', template: { name, language: { code }, components: parts } })
    const { template } = await shown(id)
    expect(template?.body).toContain(words)
    expect(template?.buttons[0]).toMatchObject(button)
  })

  it('quotes what is answered, whichever side said it', async () => {
    const question = await inbound(text('Is it blue?'))
    const id = await sendText({ context: { message_id: question } })
    const answer = await inbound({ ...text('Thanks'), context: { from: '905554443322', id } })
    await shown(id)
    expect((await find(id))?.quoted).toMatchObject({
      id: question,
      is_mine: true,
      content: { body: 'Is it blue?' },
    })
    expect((await find(answer))?.quoted).toMatchObject({ id, is_mine: false, content: { body: 'Hello' } })
    expect((await find(answer))?.quoted?.quoted).toBeUndefined()
  })

  it('reads an interactive message whose action is JSON as text', async () => {
    const action = JSON.stringify({ buttons: [{ type: 'reply', reply: { id: 'a', title: 'A' } }] })
    const id = await sendText({
      type: 'interactive',
      interactive: { type: 'button', body: { text: 'B' }, action },
    })
    expect((await shown(id)).content.action.buttons[0].reply.title).toBe('A')
  })

  it('is empty again when the messages were deleted', async () => {
    await inbound(text('a'))
    await sandbox.control('DELETE', 'messages')
    expect((await show()).messages).toEqual([])
  })
})

describe("a customer's own message", () => {
  it('waits until a webhook was taken, and is read when the business says so, with all before it', async () => {
    const first = await inbound(text('a'))
    expect((await find(first))?.state).toBe('waiting')
    const taker = await subscribe()
    await taker.until(() => taker.messages().some(({ id }) => id === first))
    await shown(first, ({ state }) => state === 'taken')
    const second = await inbound(text('b'))
    const third = await inbound(text('c'))
    await sandbox.graph('POST', `${sandbox.numberId}/messages`, {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: second,
    })
    expect([(await find(first))?.state, (await find(second))?.state]).toEqual(['read', 'read'])
    expect((await find(third))?.state).not.toBe('read')
    await sandbox.restart()
    expect((await find(second))?.state).toBe('read')
  })

  it('is not marked by a read mark that names nothing here', async () => {
    const id = await inbound(text('a'))
    const answer = await sandbox.graph('POST', `${sandbox.numberId}/messages`, {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: 'wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQUYzMjEzNDM2RTZGQ0MzMDJBRgA=',
    })
    expect(answer.body).toEqual({ success: true })
    expect((await find(id))?.state).toBe('waiting')
  })

  it('brings a typing bubble when the business begins to write, until it has written', async () => {
    const id = await inbound(text('a'))
    await sandbox.graph('POST', `${sandbox.numberId}/messages`, {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: id,
      typing_indicator: { type: 'text' },
    })
    const { typing_ms } = (await show()).chat
    expect(typing_ms).toBeGreaterThan(20_000)
    expect(typing_ms).toBeLessThanOrEqual(25_000)
    await sendText()
    expect((await show()).chat.typing_ms).toBe(0)
  })
})

describe('read receipts', () => {
  const setReceipts = (receipts: string) => sandbox.control('PUT', `phone/people/${ahmet}`, { receipts })

  it('come by themselves as the settings say, whether or not the phone shows the message', async () => {
    await subscribe()
    const id = await sendText()
    await receiver!.until(() => statusesOf(id).length === 3)
    expect(statusesOf(id)).toEqual(['sent', 'delivered', 'read'])
    expect((await show()).chat.unread).toBe(1)
    await open()
    expect((await show()).chat.unread).toBe(0)
  })

  it('come when the conversation is opened, if somebody wants it so, and once', async () => {
    await subscribe()
    await setReceipts('opened')
    const ids = [await sendText(), await sendText()]
    await receiver!.until(() => ids.every((id) => statusesOf(id).length === 2))
    await open()
    await receiver!.until(() => ids.every((id) => statusesOf(id).length === 3))
    expect(ids.map(statusesOf)).toEqual([
      ['sent', 'delivered', 'read'],
      ['sent', 'delivered', 'read'],
    ])
    await open()
    const later = await sendText()
    await receiver!.until(() => statusesOf(later).length === 2)
    expect(ids.map((id) => statusesOf(id).length)).toEqual([3, 3])
    const { body } = await sandbox.control('GET', `messages?to=${ahmet}`)
    expect(body[0].statuses.map(({ status }: { status: string }) => status)).toEqual([
      'sent',
      'delivered',
      'read',
    ])
  })

  it('that were not taken before a restart come after it', async () => {
    await setReceipts('opened')
    const id = await sendText()
    await shown(id)
    await open()
    await sandbox.restart()
    await subscribe()
    await receiver!.until(() => statusesOf(id).length === 3)
    expect(statusesOf(id).sort()).toEqual(['delivered', 'read', 'sent'])
  })

  it('never come when they are off, and what was opened then is not read later', async () => {
    await subscribe()
    await setReceipts('off')
    const id = await sendText()
    await receiver!.until(() => statusesOf(id).length === 2)
    await open()
    await setReceipts('opened')
    const later = await sendText()
    await receiver!.until(() => statusesOf(later).length === 2)
    await open()
    await receiver!.until(() => statusesOf(later).length === 3)
    expect(statusesOf(id)).toEqual(['sent', 'delivered'])
  })
})

describe('what a page is told', () => {
  it('is each conversation that changes, as its line in the list', async () => {
    const follower = await followEvents(sandbox.url)
    await follower.until(({ name }) => name === 'hello')
    const id = await sendText()
    const { data } = await follower.until(
      ({ name, data }) => name === 'chats' && (data as ShownChat[]).some(({ last }) => last?.id === id),
    )
    expect(data).toMatchObject([{ key: ahmet, name: 'Ahmet Kara', unread: 1 }])
    follower.close()
  })

  it('is the same when the fault no_webhook keeps the business from hearing of it', async () => {
    const follower = await followEvents(sandbox.url)
    await sandbox.control('POST', 'faults', { mode: 'no_webhook' })
    const id = await sendText()
    await follower.until(
      ({ name, data }) => name === 'chats' && (data as ShownChat[]).some(({ last }) => last?.id === id),
    )
    follower.close()
  })
})

describe('a file on the phone', () => {
  const upload = (bytes: Uint8Array<ArrayBuffer>, type: string, filename: string) =>
    fetch(`${sandbox.url}/_sandbox/phone/media?filename=${encodeURIComponent(filename)}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: bytes,
    })
  const bytes = Uint8Array.from({ length: 5000 }, (_, index) => index % 251)

  it('that a customer sends arrives at the business byte for byte', async () => {
    const taker = await subscribe()
    const { id } = (await (await upload(bytes, 'image/jpeg', 'şey.jpg')).json()) as { id: string }
    const message = await inbound({ type: 'image', image: { id, caption: 'Look' } })
    await taker.until(() => taker.messages().some((one) => one['id'] === message))
    const { image } = taker.messages().find((one) => one['id'] === message) as {
      image: { id: string; mime_type: string }
    }
    expect(image).toMatchObject({ id, mime_type: 'image/jpeg', caption: 'Look' })
    const { body } = await sandbox.graph('GET', image.id)
    const answer = await fetch(body.url, {
      headers: { authorization: `Bearer ${sandbox.credentials.access_token}` },
    })
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
  })

  it('can be read in ranges, and says what it is', async () => {
    const id = await sandbox.upload('video/mp4', bytes)
    const whole = await fetch(`${sandbox.url}/_sandbox/phone/media/${id}`)
    expect([whole.status, whole.headers.get('content-type'), whole.headers.get('accept-ranges')]).toEqual([
      200,
      'video/mp4',
      'bytes',
    ])
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(bytes)
    const part = await fetch(`${sandbox.url}/_sandbox/phone/media/${id}`, {
      headers: { range: 'bytes=100-199' },
    })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 100-199/5000'])
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(100, 200))
  })

  it.each([
    ['text/html', 'attachment'],
    ['image/svg+xml', 'attachment'],
    ['application/pdf', 'attachment'],
    ['image/png', 'inline'],
  ])('of the type %s runs nothing in the page: it is %s', async (type, disposition) => {
    const { id } = (await (await upload(bytes, type, 'a')).json()) as { id: string }
    const { headers } = await fetch(`${sandbox.url}/_sandbox/phone/media/${id}`)
    expect(headers.get('content-disposition')).toMatch(new RegExp(`^${disposition};`))
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('that is empty is refused', async () => {
    expect((await upload(new Uint8Array(), 'image/png', 'a')).status).toBe(400)
  })
})
