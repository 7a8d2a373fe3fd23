import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { followEvents } from '../testing/follow-events.ts'
import { ahmet, startTestPhone, type TestPhone, text } from '../testing/start-test-phone.ts'
import type { ShownChat } from './shapes.ts'

let phone: TestPhone

beforeEach(async () => {
  phone = await startTestPhone()
})
afterEach(() => phone.close())

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
    const answer = await phone.sandbox.control(method, path.replace(':id', phone.sandbox.numberId), body)
    expect(answer.status).toBe(status)
    expect(answer.body.error.message).toMatch(/\w/)
  })
})

describe('the list of people', () => {
  it('has whoever wrote or was written to last on top, with what was said', async () => {
    await phone.inbound(text('first'), '905550000002')
    const id = await phone.sendText()
    await phone.shown(id)
    const [first, second] = await phone.list()
    expect([first?.key, first?.name, first?.last?.content.body, first?.unread]).toEqual([
      ahmet,
      'Ahmet Kara',
      'Hello',
      1,
    ])
    expect([second?.key, second?.last?.content.body, second?.unread]).toEqual(['905550000002', 'first', 0])
  })

  it('finds people by their names, without accents, and by digits', async () => {
    expect((await phone.list('q=yilmaz')).map(({ name }) => name)).toEqual(['Ayşe Yılmaz'])
    expect((await phone.list('q=%2B44 7700 900 123')).map(({ name }) => name)).toEqual(['James Walker'])
    expect(await phone.list('q=nobody')).toEqual([])
  })

  it('has numbers too that were written to and never wrote', async () => {
    const id = await phone.sendText({
      to: '+905551112233',
      type: 'template',
      template: { name: 'hello_world', language: { code: 'en_US' } },
    })
    await eventually(async () =>
      expect((await phone.show('905551112233')).messages.map((one) => one.id)).toEqual([id]),
    )
    const [first] = await phone.list()
    expect([first?.key, first?.window_closes_at]).toEqual(['905551112233', null])
  })

  it.each([
    ['a user id that nobody has', { to: undefined, recipient: 'US.1349' }],
    ['a number that no country has', { to: '+901111111111' }],
  ])('has nobody for %s, though it was accepted', async (_, to) => {
    const follower = await followEvents(phone.sandbox.url)
    await follower.until(({ name }) => name === 'hello')
    const template = { type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } }
    await phone.sendText({ ...to, ...template })
    const id = await phone.sendText()
    // Told together with what came after it.
    const told = await follower.until(
      ({ name, data }) => name === 'chats' && (data as ShownChat[]).some(({ last }) => last?.id === id),
    )
    follower.close()
    const names = (chats: ShownChat[]) => chats.filter(({ key }) => /1349|1111111/.test(key))
    expect(names(told.data as ShownChat[])).toEqual([])
    expect(names(await phone.list())).toEqual([])
  })

  it.each(['us.1', 'US.', 'US-1349', 'US.13 49', '+90', '12', '+90xxxxxxxxxx'])(
    'has nobody for what is no address and was refused: %j',
    async (to) => {
      const before = await phone.list('limit=100')
      expect((await phone.sandbox.send({ to, ...text('Hello') })).status).toBe(400)
      expect((await phone.list('limit=100')).map(({ key }) => key)).toEqual(before.map(({ key }) => key))
    },
  )

  it('takes somebody more, with a number or without one', async () => {
    const { body: known } = await phone.sandbox.control('POST', 'phone/people', {
      name: 'Sheena',
      phone: '+1 650 555 1234',
    })
    const { body: hidden } = await phone.sandbox.control('POST', 'phone/people', { name: 'Nobody’s number' })
    expect(known.key).toBe('16505551234')
    expect(hidden.key).toMatch(/^TR\.\d{20}$/)
    await phone.sandbox.restart()
    expect((await phone.list('q=Sheena')).map(({ key, phone }) => [key, phone])).toEqual([
      ['16505551234', '16505551234'],
    ])
    await phone.inbound(text('hi'), hidden.key)
    const sent = await phone.sandbox.send({ to: undefined, recipient: hidden.key, ...text('hello') })
    await eventually(async () => {
      const { messages, chat } = await phone.show(hidden.key)
      expect(messages.map(({ id }) => id)).toContain(sent.body.messages[0].id)
      expect([chat.phone, chat.user_id]).toEqual([null, hidden.key])
    })
  })
})

describe('what a page is told', () => {
  it('is each conversation that changes, as its line in the list', async () => {
    const follower = await followEvents(phone.sandbox.url)
    await follower.until(({ name }) => name === 'hello')
    const id = await phone.sendText()
    const { data } = await follower.until(
      ({ name, data }) => name === 'chats' && (data as ShownChat[]).some(({ last }) => last?.id === id),
    )
    expect(data).toMatchObject([{ key: ahmet, name: 'Ahmet Kara', unread: 1 }])
    follower.close()
  })

  it('is the same when the fault no_webhook keeps the business from hearing of it', async () => {
    const follower = await followEvents(phone.sandbox.url)
    await phone.sandbox.control('POST', 'faults', { mode: 'no_webhook' })
    const id = await phone.sendText()
    await follower.until(
      ({ name, data }) => name === 'chats' && (data as ShownChat[]).some(({ last }) => last?.id === id),
    )
    follower.close()
  })
})
