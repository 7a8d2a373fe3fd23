import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeMetaJson } from './escape.ts'

describe('JSON as Meta writes it', () => {
  it('is ASCII without a bare slash, and means the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
        const json = encodeMetaJson({ value, text })
        expect(json).toMatch(/^[\x20-\x7f]*$/)
        expect(json).not.toMatch(/(?<!\\)\//)
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ value, text })))
      }),
    )
  })

  it('escapes with small letters, and a character beyond the first plane as two', () => {
    expect(encodeMetaJson('äş/🙂')).toBe('"\\u00e4\\u015f\\/\\ud83d\\ude42"')
    expect(encodeMetaJson('a@b <c> 5%')).toBe('"a\\u0040b \\u003Cc> 5\\u0025"')
  })
})
