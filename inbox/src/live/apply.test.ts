import { QueryClient } from '@tanstack/react-query'
import { expect, onTestFinished, test, vi } from 'vitest'
import { messagesQuery } from '../inbox/queries.ts'
import { applyEvents, showMessage } from './apply.ts'

const CHAT = { integrationId: 11, chatId: 5 }

/** A server that answers each path when it is told to. */
const startServer = () => {
  const waiting = new Map<string, (body: unknown, status?: number) => void>()
  const real = globalThis.fetch
  globalThis.fetch = (url) =>
    new Promise((resolve) => {
      const { pathname } = new URL(String(url), 'http://localhost')
      waiting.set(pathname.split('/').at(-1)!, (body, status = 200) =>
        resolve(Response.json(body, { status })),
      )
    })
  onTestFinished(() => {
    globalThis.fetch = real
  })
  /** Gives what answers the call whose path ends so, once it is made. */
  const whenAsked = async (name: string) => {
    const answer = await vi.waitUntil(() => waiting.get(name))
    waiting.delete(name)
    return answer
  }
  const answer = async (name: string, body: unknown): Promise<void> => (await whenAsked(name))(body)
  return Object.assign(answer, { whenAsked })
}

type Status = 'queued' | 'sent' | 'read'
const message = (status: Status, id = 'm1') => ({
  message_id: id,
  status,
  created_at: '2026-01-01T00:00:00Z',
})
const statusOf = (id: string, status: Status) => ({
  id: 1,
  type: 'message.status' as const,
  integration_id: 11,
  data: { message_id: id, status },
})
const startClient = () => new QueryClient({ defaultOptions: { queries: { retry: false } } })
/** A server, and a client that has read these messages of the chat from it. */
const startWith = async (...held: ReturnType<typeof message>[]) => {
  const answer = startServer()
  const client = startClient()
  const reading = client.fetchInfiniteQuery(messagesQuery(CHAT))
  await answer('messages', held)
  await reading
  return { answer, client }
}
const shown = (client: QueryClient) =>
  client.getQueryData(messagesQuery(CHAT).queryKey)?.pages.flatMap(({ items }) => items)

test('an answer that is older than an event does not take the place of what the event brings', async () => {
  const answer = startServer()
  const client = startClient()
  const reading = client.fetchInfiniteQuery(messagesQuery(CHAT))
  const applied = applyEvents(client, [statusOf('m1', 'read')])
  await answer('messages', [message('queued')])
  await reading
  await answer('m1', message('read'))
  await applied
  expect(shown(client)).toEqual([message('read')])
})

test('reading the list while an event is applied does not put back what was held before', async () => {
  const { answer, client } = await startWith(message('queued'))
  const applied = applyEvents(client, [statusOf('m1', 'read')])
  const reply = await answer.whenAsked('m1')
  const older = client.fetchInfiniteQuery(messagesQuery(CHAT))
  reply(message('read'))
  await answer('messages', [message('queued')])
  await Promise.all([older, applied])
  expect(shown(client)).toEqual([message('read')])
})

test('what happens to a message while it is first read is shown', async () => {
  const { answer, client } = await startWith()
  const sending = showMessage(client, CHAT, 'm2')
  const reply = await answer.whenAsked('m2')
  const applied = applyEvents(client, [statusOf('m2', 'sent')])
  reply(message('queued', 'm2'))
  await sending
  await answer('m2', message('sent', 'm2'))
  await applied
  expect(shown(client)).toEqual([message('sent', 'm2')])
})

test('of two events about one message, the answer to the later stays', async () => {
  const { answer, client } = await startWith(message('queued'))
  const applied = [
    applyEvents(client, [statusOf('m1', 'sent')]),
    applyEvents(client, [statusOf('m1', 'read')]),
  ]
  await answer('m1', message('sent'))
  await answer('m1', message('read'))
  await Promise.all(applied)
  expect(shown(client)).toEqual([message('read')])
})

test.each([429, 502])(
  'a server that cannot be asked (%i) is said, and does not stop what comes after',
  async (status) => {
    const { answer, client } = await startWith(message('queued'))
    const failing = applyEvents(client, [statusOf('m1', 'sent')])
    const then = applyEvents(client, [statusOf('m1', 'read')])
    ;(await answer.whenAsked('m1'))({}, status)
    await expect(failing).rejects.toThrow(String(status))
    await answer('m1', message('read'))
    await then
    expect(shown(client)).toEqual([message('read')])
  },
)
