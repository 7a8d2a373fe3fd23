import { expect } from 'vitest'
import type { ChatPage, ShownChat, ShownMessage } from '../phone/shapes.ts'
import { eventually } from './eventually.ts'
import { type Receiver, startReceiver } from './start-receiver.ts'
import { startTestSandbox, type TestSandbox } from './start-test-sandbox.ts'

/** One of the twenty customers. */
export const ahmet = '905550000001'

export const text = (body: string) => ({ type: 'text', text: { body } })

/** A sandbox of the test's own, looked at through its phones. */
export type TestPhone = {
  sandbox: TestSandbox
  /** What the business receives; there from `subscribe` on. */
  receiver: Receiver
  subscribe(): Promise<Receiver>
  /** A customer writes; gives the message's id. */
  inbound(message: unknown, from?: string): Promise<string>
  /** The business writes to Ahmet, unless `body` says otherwise. */
  sendText(body?: Record<string, unknown>): Promise<string>
  list(query?: string): Promise<ShownChat[]>
  show(key?: string): Promise<ChatPage>
  open(key?: string): Promise<unknown>
  /** A message on Ahmet's phone. */
  find(id: string): Promise<ShownMessage | undefined>
  /** Waits until it is there as `isDone` wants it. */
  shown(id: string, isDone?: (message: ShownMessage) => boolean): Promise<ShownMessage>
  /** What the business was told of a message, in order. */
  statusesOf(id: string): string[]
  close(): Promise<void>
}

export const startTestPhone = async (): Promise<TestPhone> => {
  const sandbox = await startTestSandbox({ settings: { enforce_rates: false } })
  const chats = () => `phone/numbers/${sandbox.numberId}/chats`
  const phone: Omit<TestPhone, 'receiver'> & { receiver?: Receiver } = {
    sandbox,
    async subscribe() {
      phone.receiver = await startReceiver()
      await phone.receiver.subscribe(sandbox)
      return phone.receiver
    },
    inbound: async (message, from = ahmet) =>
      (await sandbox.control('POST', 'inbound', { from, message })).body.id,
    sendText: async (body = {}) => (await sandbox.send({ ...text('Hello'), ...body })).body.messages[0].id,
    list: async (query = '') => (await sandbox.control('GET', `${chats()}?${query}`)).body.chats,
    show: async (key = ahmet) => (await sandbox.control('GET', `${chats()}/${key}`)).body,
    open: (key = ahmet) => sandbox.control('POST', `${chats()}/${key}/open`),
    find: async (id) => (await phone.show()).messages.find((message) => message.id === id),
    shown: (id, isDone = () => true) =>
      eventually(async () => {
        const message = await phone.find(id)
        expect(message && isDone(message)).toBe(true)
        return message!
      }),
    statusesOf: (id) =>
      phone.receiver!.statuses().flatMap((status) => (status.id === id ? [status.status] : [])),
    async close() {
      await sandbox.close()
      await phone.receiver?.close()
    },
  }
  return phone as TestPhone
}
