import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeGraphError, findGraphError, parseGraphError } from './graph-error.ts'

describe("Meta's error is read with tolerance", () => {
  test.each([
    [undefined],
    [null],
    [''],
    ['{"error":{"code":1}}'],
    [[]],
    [{}],
    [{ error: null }],
    [{ error: 'no object' }],
    [{ error: {} }],
    [{ error: { code: 'abc' } }],
  ])('%j holds none', (answer) => {
    expect(findGraphError(answer)).toBeUndefined()
  })

  test('with every field that Meta documents', () => {
    const answer = {
      error: {
        message: '(#131009) Parameter value is not valid',
        type: 'OAuthException',
        code: 131009,
        error_data: { messaging_product: 'whatsapp', details: 'The emoji is none' },
        error_subcode: 2494010,
        is_transient: true,
        error_user_title: 'Title',
        error_user_msg: 'For people',
        fbtrace_id: 'AbC',
      },
    }
    expect(findGraphError(answer)).toEqual({
      code: 131009,
      subcode: 2494010,
      type: 'OAuthException',
      message: '(#131009) Parameter value is not valid',
      details: 'The emoji is none',
      userTitle: 'Title',
      userMessage: 'For people',
      isTransient: true,
      fbtraceId: 'AbC',
    })
  })

  test.each([
    ['plain words', 'plain words'],
    ['{"details":"inside"}', 'inside'],
    ['{"other":1}', '{"other":1}'],
    ['{broken', '{broken'],
    [{ details: '' }, undefined],
    [7, undefined],
  ])('with error_data %j', (errorData, details) => {
    expect(parseGraphError({ code: 1, error_data: errorData })?.details).toBe(details)
  })

  test('with a code written as a string, as a title alone, and with code 0', () => {
    expect(parseGraphError({ code: '190' })?.code).toBe(190)
    expect(parseGraphError({ title: 'Re-engagement message' })?.title).toBe('Re-engagement message')
    expect(parseGraphError({ code: 0 })?.code).toBe(0)
  })

  test('whatever the JSON is, and it can always be described in one line', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const found = findGraphError({ error: value })
        if (found) expect(typeof describeGraphError(found)).toBe('string')
      }),
    )
  })
})
