import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { verifySignature } from './signature.ts'

const secret = 'an app secret'
// Meta's escapes: a body that was parsed and written again would have other bytes.
const body = Buffer.from('{"text":"G\\u00fcnayd\\u0131n \\/ me\\u0040example.com"}')
const hex = createHmac('sha256', secret).update(body).digest('hex')

describe('a signature is refused', () => {
  test.each([
    ['none', undefined],
    ['an empty one', ''],
    ['one without its prefix', hex],
    ['one of another kind', `sha1=${hex}`],
    ['one with its prefix in capitals', `SHA256=${hex}`],
    ['one that is too short', `sha256=${hex.slice(1)}`],
    ['one that is too long', `sha256=${hex}0`],
    ['one with a line after it', `sha256=${hex}\n`],
    ['one that is no hex', `sha256=${'z'.repeat(64)}`],
    ['two', `sha256=${hex}, sha256=${hex}`],
  ])('%s', (_, header) => {
    expect(verifySignature(body, header, secret)).toBe(false)
  })

  test('by another secret, and by an empty one even when it was signed with it', () => {
    expect(verifySignature(body, `sha256=${hex}`, 'another secret')).toBe(false)
    const empty = createHmac('sha256', '').update(body).digest('hex')
    expect(verifySignature(body, `sha256=${empty}`, '')).toBe(false)
  })

  test('of a body that was parsed and written again', () => {
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(body.toString())))
    expect(verifySignature(rewritten, `sha256=${hex}`, secret)).toBe(false)
  })

  test('with any one digit changed', () => {
    fc.assert(
      fc.property(fc.nat(63), fc.integer({ min: 1, max: 15 }), (place, shift) => {
        const digit = ((Number.parseInt(hex[place]!, 16) + shift) % 16).toString(16)
        const wrong = hex.slice(0, place) + digit + hex.slice(place + 1)
        expect(verifySignature(body, `sha256=${wrong}`, secret)).toBe(false)
      }),
    )
  })
})

describe('a signature is taken', () => {
  test('of these very bytes, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const signature = createHmac('sha256', secret).update(bytes).digest('hex')
        expect(verifySignature(bytes, `sha256=${signature}`, secret)).toBe(true)
      }),
    )
  })
})
