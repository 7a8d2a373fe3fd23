import { QueryClient } from '@tanstack/react-query'
import { expect, onTestFinished, test, vi } from 'vitest'
import { messagesQuery } from '../inbox/queries.ts'
import { applyEvents } from './apply.ts'

const CHAT = { integrationId: 11, chatId: 5 }

/** A server that answers each path when it is told to. */
const startServer = () => {
  const waiting = new Map<string, (body: unknown) => void>()
  const real = globalThis.fetch
  globalThis.fetch = (url) =>
    new Promise((resolve) => {
      const { pathname } = new URL(String(url), 'http://localhost')
      waiting.set(pathname.split('/').at(-1)!, (body) => resolve(Response.json(body)))
    })
  onTestFinished(() => {
    globalThis.fetch = real
  })
  return async (name: string, body: unknown): Promise<void> => {
    const answer = await vi.waitUntil(() => waiting.get(name))
    waiting.delete(name)
    answer(body)
  }
}

test('an answer that is older than an event does not take the place of what the event brings', async () => {
  const answer = startServer()
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const message = (status: string) => ({ message_id: 'm1', status, created_at: '2026-01-01T00:00:00Z' })
  const reading = client.fetchInfiniteQuery(messagesQuery(CHAT))
  const applied = applyEvents(client, [
    { id: 1, type: 'message.status', integration_id: 11, data: { message_id: 'm1', status: 'read' } },
  ])
  await answer('messages', [message('queued')])
  await reading
  await answer('m1', message('read'))
  await applied
  const held = client.getQueryData(messagesQuery(CHAT).queryKey)
  expect(held?.pages[0]?.items).toEqual([message('read')])
})
