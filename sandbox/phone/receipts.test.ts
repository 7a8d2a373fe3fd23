import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ahmet, startTestPhone, type TestPhone } from '../testing/start-test-phone.ts'

let phone: TestPhone

beforeEach(async () => {
  phone = await startTestPhone()
})
afterEach(() => phone.close())

describe('read receipts', () => {
  const setReceipts = (receipts: string) =>
    phone.sandbox.control('PUT', `phone/people/${ahmet}`, { receipts })

  it('come by themselves as the settings say, whether or not the phone shows the message', async () => {
    await phone.subscribe()
    const id = await phone.sendText()
    await phone.receiver.until(() => phone.statusesOf(id).length === 3)
    expect(phone.statusesOf(id)).toEqual(['sent', 'delivered', 'read'])
    expect((await phone.show()).chat.unread).toBe(1)
    await phone.open()
    expect((await phone.show()).chat.unread).toBe(0)
  })

  it('come when the conversation is opened, if somebody wants it so, and once', async () => {
    await phone.subscribe()
    await setReceipts('opened')
    const ids = [await phone.sendText(), await phone.sendText()]
    await phone.receiver.until(() => ids.every((id) => phone.statusesOf(id).length === 2))
    await phone.open()
    await phone.receiver.until(() => ids.every((id) => phone.statusesOf(id).length === 3))
    expect(ids.map(phone.statusesOf)).toEqual([
      ['sent', 'delivered', 'read'],
      ['sent', 'delivered', 'read'],
    ])
    await phone.open()
    const later = await phone.sendText()
    await phone.receiver.until(() => phone.statusesOf(later).length === 2)
    expect(ids.map((id) => phone.statusesOf(id).length)).toEqual([3, 3])
    const { body } = await phone.sandbox.control('GET', `messages?to=${ahmet}`)
    expect(body[0].statuses.map(({ status }: { status: string }) => status)).toEqual([
      'sent',
      'delivered',
      'read',
    ])
  })

  it('that were not taken before a restart come after it', async () => {
    await setReceipts('opened')
    const id = await phone.sendText()
    await phone.shown(id)
    await phone.open()
    await phone.sandbox.restart()
    await phone.subscribe()
    await phone.receiver.until(() => phone.statusesOf(id).length === 3)
    expect(phone.statusesOf(id).sort()).toEqual(['delivered', 'read', 'sent'])
  })

  it('never come when they are off, and what was opened then is not read later', async () => {
    await phone.subscribe()
    await setReceipts('off')
    const id = await phone.sendText()
    await phone.receiver.until(() => phone.statusesOf(id).length === 2)
    await phone.open()
    await setReceipts('opened')
    const later = await phone.sendText()
    await phone.receiver.until(() => phone.statusesOf(later).length === 2)
    await phone.open()
    await phone.receiver.until(() => phone.statusesOf(later).length === 3)
    expect(phone.statusesOf(id)).toEqual(['sent', 'delivered'])
  })
})
