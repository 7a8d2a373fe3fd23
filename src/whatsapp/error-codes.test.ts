import { describe, expect, test } from 'vitest'
import { classify, type ErrorClass, type ErrorScope } from './error-codes.ts'
import { errorTable } from './error-table.ts'

const error = (code: number | undefined, more = {}) => ({ code, isTransient: false, ...more })

/** Read from Meta's table of codes a second time, apart from the one in the code. */
const expected: [ErrorClass, ErrorScope, number[]][] = [
  ['stop_number', 'token', [0, 3, 10, 104, 190, 200, 201, 250, 299, 131005]],
  ['stop_number', 'number', [33, 803, 131037, 131045, 133000, 133010]],
  ['stop_number', 'waba', [368, 131031, 131042, 131044, 134011]],
  ['retry_once', 'message', [1]],
  ['retry', 'message', [2, 131000, 131016, 133004]],
  ['retry', 'app', [4, 17, 613]],
  ['retry', 'waba', [80007]],
  ['retry', 'number', [130429, 131057]],
  ['pair', 'pair', [131056]],
  ['defer', 'message', [131049]],
  ['defer', 'number', [131048, 133016]],
  ['defer', 'waba', [131064]],
  ['defer', 'template', [132069]],
  ['stop_template', 'template', [131063, 132001, 132015, 132016, 132068, 141002]],
  ['permanent', 'message', [100, 130472, 130497, 131008, 131009, 131021, 131026, 131030, 131047, 131050]],
  ['permanent', 'message', [131051, 131052, 131053, 131055, 131059, 131062, 134100, 134101, 134102]],
  ['permanent', 'message', [132000, 132005, 132007, 132008, 132012, 132018, 135000, 137000]],
  ['permanent', 'message', [133005, 133006, 133007, 133008, 133009, 133015, 136024, 136025]],
  ['permanent', 'message', [147001, 147002, 147003, 147004]],
]
const cases = expected.flatMap(([errorClass, scope, codes]) =>
  codes.map((code): [number, ErrorClass, ErrorScope] => [code, errorClass, scope]),
)

describe('each code has its class, whatever the HTTP status', () => {
  test.each(cases)('%i is %s (%s), with words that say what to do', (code, errorClass, scope) => {
    for (const httpStatus of [undefined, 200, 400, 429, 500, 503]) {
      expect(classify(error(code, { isTransient: true }), httpStatus)).toMatchObject({
        class: errorClass,
        scope,
      })
    }
    const { title, whatToDo } = classify(error(code))
    expect(title).toMatch(/^[A-Z].*[^.]$/)
    expect(whatToDo).toMatch(/^[A-Z].{20,}\.$/)
    expect(`${title} ${whatToDo}`).not.toContain('Unknown error 1')
  })

  test('and no code stands twice in the table, nor one that this test does not name', () => {
    const codes = errorTable.flatMap(({ code, lastCode = code }) =>
      Array.from({ length: lastCode - code + 1 }, (_, index) => code + index),
    )
    expect(new Set(codes).size).toBe(codes.length)
    const named = new Set(cases.map(([code]) => code))
    expect(codes.filter((code) => !named.has(code) && (code < 200 || code > 299))).toEqual([])
  })
})

describe('some codes tell more', () => {
  test('131049 waits a day, 131057 a minute, 131000 gives up after three times', () => {
    expect(classify(error(131049)).waitMs).toBe(24 * 3_600_000)
    expect(classify(error(131057)).waitMs).toBe(60_000)
    expect(classify(error(131000)).maxRetries).toBe(3)
  })

  test('131050 is an opt-out, 131048 and 131064 alarm the operator, 131026 does neither', () => {
    expect(classify(error(131050)).isMarketingOptOut).toBe(true)
    expect(classify(error(131048)).isAlarming).toBe(true)
    expect(classify(error(131064)).isAlarming).toBe(true)
    expect(classify(error(131026))).not.toHaveProperty('isAlarming')
  })

  test('100 with subcode 33 is an object that was not found', () => {
    expect(classify(error(100, { subcode: 33 }))).toMatchObject({
      class: 'permanent',
      title: 'Object not found or not accessible',
    })
    expect(classify(error(100, { subcode: 2494010 })).title).toBe('Invalid parameter')
  })

  test.each([
    ['permanent', 'Unsupported Video mime type video/quicktime. Please use one of video/mp4, video/3gp.'],
    ['permanent', 'Downloading media from weblink failed: file size exceeds the limit'],
    ['permanent', undefined],
    ['retry', 'Downloading media from weblink failed with http code 503, status message Service Unavailable'],
    ['retry', 'Failed to download the media: timed out'],
  ])('131053 is %s for %j', (errorClass, details) => {
    expect(classify(error(131053, { details })).class).toBe(errorClass)
  })
})

describe('a code that nobody knows', () => {
  test('is permanent, in the words of Meta', () => {
    const row = classify(error(999_999, { message: 'Something new', details: 'the moon' }), 500)
    expect(row).toMatchObject({ class: 'permanent', scope: 'message' })
    expect(row.whatToDo).toContain('Something new: the moon (code 999999)')
  })

  test('is retried when Meta calls it transient', () => {
    expect(classify(error(999_999, { isTransient: true }), 400).class).toBe('retry')
  })

  test('with 429 is a throttle of the app', () => {
    expect(classify(error(999_999), 429)).toMatchObject({ class: 'retry', scope: 'app' })
  })

  test('a 5xx without a Graph error is retried, a 4xx points to the base URL', () => {
    expect(classify(error(undefined), 502).class).toBe('retry')
    const row = classify(error(undefined, { message: 'HTTP 404' }), 404)
    expect(row.class).toBe('permanent')
    expect(row.whatToDo).toContain('base URL')
  })
})
