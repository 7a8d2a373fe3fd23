import { describe, expect, test } from 'vitest'
import { readUsage } from './graph-usage.ts'

describe("the usage of Meta's limits", () => {
  test.each([
    [{}],
    [{ 'x-app-usage': '' }],
    [{ 'x-app-usage': '[1]' }],
    [{ 'x-app-usage': ['{}', '{}'] }],
    [{ 'x-business-use-case-usage': 'nonsense' }],
  ])('cannot be read from %j', (headers) => {
    expect(readUsage(headers)).toBeUndefined()
  })

  test('is the fullest of all counters, and the longest wait', () => {
    const entry = (callCount: number, minutes: number) => ({
      type: 'whatsapp',
      call_count: callCount,
      total_cputime: 1,
      total_time: 'nonsense',
      estimated_time_to_regain_access: minutes,
    })
    const headers = {
      'x-app-usage': '{"call_count":12,"total_cputime":40,"total_time":3}',
      'x-business-use-case-usage': JSON.stringify({
        1: [entry(30, 0), entry(104, 7)],
        2: 'nonsense',
        3: [null],
      }),
    }
    expect(readUsage(headers)).toEqual({ highestPercent: 104, regainAccessMs: 7 * 60_000 })
  })
})
