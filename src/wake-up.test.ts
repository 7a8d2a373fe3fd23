import { expect, test } from 'vitest'
import { createWakeUp } from './wake-up.ts'

const HOUR = 3_600_000

test('a ring ends a wait, and one that came before it is not lost', async () => {
  const wakeUp = createWakeUp()
  const waiting = wakeUp.wait(HOUR)
  wakeUp.ring()
  await waiting
  await wakeUp.wait(HOUR)
})

test('after a clear it waits again, until the next ring', async () => {
  const wakeUp = createWakeUp()
  wakeUp.ring()
  wakeUp.clear()
  let isOver = false
  const waiting = wakeUp.wait(HOUR).then(() => {
    isOver = true
  })
  await new Promise(setImmediate)
  expect(isOver).toBe(false)
  wakeUp.ring()
  await waiting
})
