import { once } from 'node:events'
import { expect, onTestFinished, test, vi } from 'vitest'
import { WAIT } from '../../test/support/wait.ts'
import { createBell } from '../processes/bell.ts'
import type { LogEvent } from './event.ts'
import { createEventStreams, type StreamOptions } from './stream.ts'
import type { EventTail } from './tail.ts'

/** A log in memory, as long as it is said to be. */
const createTail = () => {
  const bell = createBell()
  const events: LogEvent[] = []
  const tail: EventTail = {
    position: () => events.length,
    ready: Promise.resolve(),
    read: async (after, limit) => events.slice(after, after + limit),
    subscribe: bell.subscribe,
    stop: async () => undefined,
  }
  const append = (count: number, text = ''): void => {
    for (let n = 0; n < count; n += 1)
      events.push({
        id: events.length + 1,
        type: 'chat.updated',
        at: new Date(0),
        integrationId: 1,
        data: { text },
      })
    bell.ring()
  }
  return { tail, append }
}

const open = (tail: EventTail, options: Partial<StreamOptions> = {}) => {
  const streams = createEventStreams()
  const stream = streams.open({
    tail,
    after: 0,
    canSee: () => true,
    check: async () => undefined,
    ...options,
  })
  onTestFinished(() => void stream.destroy())
  return { stream, streams }
}

test('a consumer that takes nothing is closed, and holds no more than some batches meanwhile', async () => {
  const { tail, append } = createTail()
  append(20_000, 'x'.repeat(1_000))
  const read = vi.spyOn(tail, 'read')
  const { stream } = open(tail, { slowMs: 200 })
  stream.read(0)
  await once(stream, 'close')
  expect(read.mock.calls.length).toBeLessThan(10)
})

test('one that takes its time is not, and gets all', async () => {
  const { tail, append } = createTail()
  append(1_000)
  const { stream } = open(tail, { slowMs: 500 })
  let text = ''
  stream.on('data', (part: Buffer) => {
    text += part.toString()
    stream.pause()
    setTimeout(() => stream.resume(), 10)
  })
  await vi.waitFor(() => expect(text.match(/^id: /gm)).toHaveLength(1_000), { timeout: 10_000 })
  expect(stream.destroyed).toBe(false)
})

test('silence is broken by comments, and looked whether the consumer may still listen', async () => {
  const { tail } = createTail()
  const check = vi.fn(async () => undefined)
  const { stream } = open(tail, { beatMs: 10, checkEveryMs: 10, check })
  let text = ''
  stream.on('data', (part: Buffer) => {
    text += part.toString()
  })
  await vi.waitFor(() => expect(text).toMatch(/^retry: 1000\n\n:\n\n:\n\n/), WAIT)
  expect(check.mock.calls.length).toBeGreaterThanOrEqual(2)
})

test('the stream of a consumer whose token was revoked comes to its end, without waiting for something to tell', async () => {
  const { tail } = createTail()
  const check = () => Promise.reject(new Error('revoked'))
  const { stream } = open(tail, { checkEveryMs: 10, check })
  const ended = once(stream, 'end')
  stream.resume()
  await ended
})

test('a stop ends them all', async () => {
  const { tail } = createTail()
  const { stream, streams } = open(tail)
  stream.resume()
  const ended = once(stream, 'end')
  streams.stop()
  await ended
})

/** Something that stands, told as it stands. */
const createAsides = () => {
  const bell = createBell()
  let told = 0
  let now = 0
  return {
    change: (): void => {
      now += 1
      bell.ring()
    },
    now: () => now,
    asides: {
      subscribe: bell.subscribe,
      take: () => {
        if (told === now) return ''
        told = now
        return `event: aside\ndata: ${now}\n\n`
      },
    },
  }
}

const asidesIn = (text: string): number[] =>
  [...text.matchAll(/^event: aside\ndata: (\d+)$/gm)].map(([, number]) => Number(number))

const FOR_GOOD = { beatMs: 3_600_000, checkEveryMs: 3_600_000, slowMs: 3_600_000 }

test('what stands beside the log is told at once, before, among and after events, which keep their order', async () => {
  const { tail, append } = createTail()
  const { asides, change, now } = createAsides()
  change()
  const { stream } = open(tail, { asides, ...FOR_GOOD })
  let text = ''
  stream.on('data', (part: Buffer) => {
    text += part.toString()
    // In the middle of a part: it has to be told although nobody waits at this moment.
    if (now() < 50) change()
    if (now() % 3 === 0) append(1)
  })
  await vi.waitFor(() => expect(asidesIn(text).at(-1)).toBe(50), WAIT)
  await vi.waitFor(() => expect(text.match(/^id: /gm)).toHaveLength(tail.position()), WAIT)
  const ids = [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))
  expect(ids).toEqual(ids.map((_, n) => n + 1))
  expect(asidesIn(text)).toEqual([...asidesIn(text)].sort((a, b) => a - b))
})

test('a consumer that sleeps finds it as it stands, however often it has changed', async () => {
  const { tail } = createTail()
  const { asides, change } = createAsides()
  const { stream } = open(tail, { asides, ...FOR_GOOD })
  stream.read(0)
  for (let n = 0; n < 10_000; n += 1) {
    change()
    if (n % 100 === 0) await new Promise(setImmediate)
  }
  let text = ''
  stream.on('data', (part: Buffer) => {
    text += part.toString()
  })
  await vi.waitFor(() => expect(asidesIn(text).at(-1)).toBe(10_000), WAIT)
  expect(text.length).toBeLessThan(200_000)
})
