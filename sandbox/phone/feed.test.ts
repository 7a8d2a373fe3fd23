import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Changes, createFeed } from './feed.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const delivery = (n: number) => ({ n, at: 0, status: 200, doubt: null, headers: {}, body: '' })

describe('the feed', () => {
  it('keeps nothing and plans nothing while no page is open', () => {
    const feed = createFeed()
    feed.touch('905550000001', '1')
    feed.deliver(delivery(1))
    feed.touchAll()
    expect(vi.getTimerCount()).toBe(0)
    const seen: Changes[] = []
    feed.watch((changes) => seen.push(changes))
    vi.advanceTimersByTime(5000)
    expect(seen).toEqual([])
  })

  it('tells what changed together, each conversation once', () => {
    const feed = createFeed()
    const seen: Changes[] = []
    feed.watch((changes) => seen.push(changes))
    for (let count = 0; count < 1000; count++) feed.touch(`90555000000${count % 3}`, '1')
    feed.deliver(delivery(1))
    vi.advanceTimersByTime(100)
    expect(seen).toHaveLength(1)
    expect(seen[0]?.chats).toHaveLength(3)
    expect(seen[0]?.deliveries).toEqual([delivery(1)])
  })

  it('names no more than it can, and then tells once a second that all has changed', () => {
    const feed = createFeed()
    const seen: Changes[] = []
    feed.watch((changes) => seen.push(changes))
    for (let ms = 0; ms < 3000; ms++) {
      feed.touch(`90555${ms}`, '1')
      feed.deliver(delivery(ms))
      vi.advanceTimersByTime(1)
    }
    expect(seen.length).toBeLessThanOrEqual(4)
    for (const { chats, isAll, deliveries } of seen) {
      expect([chats, isAll]).toEqual([[], true])
      expect(deliveries.length).toBeLessThanOrEqual(50)
    }
  })

  it('forgets what was to be told when the last page is closed', () => {
    const feed = createFeed()
    const seen: Changes[] = []
    const stop = feed.watch((changes) => seen.push(changes))
    feed.touch('905550000001', '1')
    stop()
    expect(vi.getTimerCount()).toBe(0)
    feed.watch((changes) => seen.push(changes))
    vi.advanceTimersByTime(5000)
    expect(seen).toEqual([])
  })
})
