import { RateLimiterMemory } from 'rate-limiter-flexible'
import { expect, test } from 'vitest'
import { WAIT } from '../../test/support/wait.ts'
import { createRequestCount } from './count-requests.ts'

/** A limiter whose answers wait until they are let go. */
const createSlow = (points: number) => {
  const limiter = new RateLimiterMemory({ points, duration: 60 })
  const asked: number[] = []
  const gates: (() => void)[] = []
  const consume = limiter.consume.bind(limiter)
  limiter.consume = async (key, count = 1) => {
    asked.push(count)
    await new Promise<void>((resolve) => gates.push(resolve))
    return consume(key, count)
  }
  return { limiter, asked, letGo: () => gates.shift()!() }
}

test('what comes in while the limiter is asked is counted by its next answer, each with a number of its own', async () => {
  const { limiter, asked, letGo } = createSlow(4)
  const count = createRequestCount(limiter)
  const first = count('a')
  const others = [1, 2, 3, 4, 5].map(() => count('a'))
  expect(asked).toEqual([1])
  letGo()
  expect((await first).number).toBe(1)
  await expect.poll(() => asked, WAIT).toEqual([1, 5])
  letGo()
  expect((await Promise.all(others)).map(({ number }) => number)).toEqual([2, 3, 4, 5, 6])
  const late = count('a')
  letGo()
  expect(await late).toMatchObject({ number: 7 })
})

test('keys do not wait for each other', async () => {
  const { limiter, asked, letGo } = createSlow(4)
  const count = createRequestCount(limiter)
  const [a, b] = [count('a'), count('b')]
  expect(asked).toEqual([1, 1])
  letGo()
  letGo()
  expect([(await a).number, (await b).number]).toEqual([1, 1])
})

test('an error of the limiter reaches those alone that it was asked for', async () => {
  const limiter = new RateLimiterMemory({ points: 4, duration: 60 })
  const consume = limiter.consume.bind(limiter)
  let isBroken = true
  limiter.consume = (key, points) => (isBroken ? Promise.reject(new Error('away')) : consume(key, points))
  const count = createRequestCount(limiter)
  await expect(count('a')).rejects.toThrow('away')
  isBroken = false
  expect((await count('a')).number).toBe(1)
})
