import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ahmet, startTestPhone, type TestPhone, text } from '../testing/start-test-phone.ts'
import type { ShownMessage } from './shapes.ts'

let phone: TestPhone

beforeEach(async () => {
  phone = await startTestPhone()
})
afterEach(() => phone.close())

describe('a conversation on the phone', () => {
  it('shows what was delivered, not what is still on its way', async () => {
    await phone.sandbox.control('PUT', 'settings', { statuses: { delivered_ms: 600_000 } })
    const waiting = await phone.sendText()
    await phone.sandbox.control('PUT', 'settings', { statuses: { delivered_ms: 0 } })
    const arrived = await phone.sendText()
    await phone.shown(arrived)
    expect(await phone.find(waiting)).toBeUndefined()
  })

  it('says that a message failed, and why', async () => {
    await phone.sandbox.control('POST', 'faults', { mode: 'failed', code: 131026 })
    const id = await phone.sendText()
    const failed = await phone.shown(id)
    expect([failed.state, failed.failure?.code]).toEqual(['failed', 131026])
  })

  it('has a page at a time', async () => {
    for (let index = 0; index < 5; index++) await phone.inbound(text(`${index}`))
    const { body } = await phone.sandbox.control(
      'GET',
      `phone/numbers/${phone.sandbox.numberId}/chats/${ahmet}?limit=3`,
    )
    expect(body.messages.map(({ content }: ShownMessage) => content.body)).toEqual(['2', '3', '4'])
    expect(body.has_more).toBe(true)
    expect((await phone.show()).has_more).toBe(false)
  })

  it('shows a template whole, with its values, buttons and file', async () => {
    const image = await phone.sandbox.upload('image/png', 'x')
    const id = await phone.sendText({
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
    const { template } = await phone.shown(id)
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
    const document = await phone.sandbox.upload('application/pdf', 'x')
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
    const id = await phone.sendText({
      type: 'template',
      template: { name, language: { code }, components: parts },
    })
    const { template } = await phone.shown(id)
    expect(template?.body).toContain(words)
    expect(template?.buttons[0]).toMatchObject(button)
  })

  it('quotes what is answered, whichever side said it', async () => {
    const question = await phone.inbound(text('Is it blue?'))
    const id = await phone.sendText({ context: { message_id: question } })
    const answer = await phone.inbound({ ...text('Thanks'), context: { from: '905554443322', id } })
    await phone.shown(id)
    expect((await phone.find(id))?.quoted).toMatchObject({
      id: question,
      is_mine: true,
      content: { body: 'Is it blue?' },
    })
    expect((await phone.find(answer))?.quoted).toMatchObject({
      id,
      is_mine: false,
      content: { body: 'Hello' },
    })
    expect((await phone.find(answer))?.quoted?.quoted).toBeUndefined()
  })

  it('reads an interactive message whose action is JSON as text', async () => {
    const action = JSON.stringify({ buttons: [{ type: 'reply', reply: { id: 'a', title: 'A' } }] })
    const id = await phone.sendText({
      type: 'interactive',
      interactive: { type: 'button', body: { text: 'B' }, action },
    })
    expect((await phone.shown(id)).content.action.buttons[0].reply.title).toBe('A')
  })

  it('is empty again when the messages were deleted', async () => {
    await phone.inbound(text('a'))
    await phone.sandbox.control('DELETE', 'messages')
    expect((await phone.show()).messages).toEqual([])
  })
})

describe("a customer's own message", () => {
  it('waits until a webhook was taken, and is read when the business says so, with all before it', async () => {
    const first = await phone.inbound(text('a'))
    expect((await phone.find(first))?.state).toBe('waiting')
    const taker = await phone.subscribe()
    await taker.until(() => taker.messages().some(({ id }) => id === first))
    await phone.shown(first, ({ state }) => state === 'taken')
    const second = await phone.inbound(text('b'))
    const third = await phone.inbound(text('c'))
    await phone.sandbox.graph('POST', `${phone.sandbox.numberId}/messages`, {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: second,
    })
    expect([(await phone.find(first))?.state, (await phone.find(second))?.state]).toEqual(['read', 'read'])
    expect((await phone.find(third))?.state).not.toBe('read')
    await phone.sandbox.restart()
    expect((await phone.find(second))?.state).toBe('read')
  })

  it('is not marked by a read mark that names nothing here', async () => {
    const id = await phone.inbound(text('a'))
    const answer = await phone.sandbox.graph('POST', `${phone.sandbox.numberId}/messages`, {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: 'wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQUYzMjEzNDM2RTZGQ0MzMDJBRgA=',
    })
    expect(answer.body).toEqual({ success: true })
    expect((await phone.find(id))?.state).toBe('waiting')
  })

  it('brings a typing bubble when the business begins to write, until it has written', async () => {
    const id = await phone.inbound(text('a'))
    await phone.sandbox.graph('POST', `${phone.sandbox.numberId}/messages`, {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: id,
      typing_indicator: { type: 'text' },
    })
    const { typing_ms } = (await phone.show()).chat
    expect(typing_ms).toBeGreaterThan(20_000)
    expect(typing_ms).toBeLessThanOrEqual(25_000)
    await phone.sendText()
    expect((await phone.show()).chat.typing_ms).toBe(0)
  })
})
