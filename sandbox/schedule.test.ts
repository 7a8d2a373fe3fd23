import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSchedule } from './schedule.ts'

describe('the schedule', () => {
  it('runs tasks in the order of their times, and of their coming where these are equal', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 60 }),
        async (delays) => {
          const start = Date.now()
          const schedule = createSchedule(Date.now)
          const ran: number[] = []
          await new Promise<void>((resolve) => {
            for (const [index, delay] of delays.entries()) {
              schedule.at(start + delay, () => {
                ran.push(index)
                if (ran.length === delays.length) resolve()
              })
            }
          })
          schedule.stop()
          const expected = delays
            .map((delay, index) => ({ delay, index }))
            .sort((a, b) => a.delay - b.delay || a.index - b.index)
          expect(ran).toEqual(expected.map(({ index }) => index))
        },
      ),
      { numRuns: 20 },
    )
  })

  it('runs nothing after it was stopped', async () => {
    const schedule = createSchedule(Date.now)
    let hasRun = false
    schedule.at(Date.now() + 5, () => {
      hasRun = true
    })
    schedule.stop()
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(hasRun).toBe(false)
  })

  it('runs a task that a task puts down', async () => {
    const schedule = createSchedule(Date.now)
    await new Promise<void>((resolve) => schedule.at(0, () => schedule.at(0, resolve)))
    schedule.stop()
  })
})
