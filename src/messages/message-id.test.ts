import { expect, test } from 'vitest'
import { createMessageId } from './message-id.ts'

test('a message id looks as documented: 27 characters that begin with gBEG and fit into a path', () => {
  for (let i = 0; i < 2_000; i += 1) {
    const id = createMessageId()
    expect(id).toMatch(/^gBEG[A-Za-z0-9]{23}$/)
    const bytes = Buffer.from(id, 'base64')
    expect(bytes).toHaveLength(20)
    expect([bytes[9], bytes[10]]).toEqual([0x02, 0x09])
  }
})

test('ten thousand message ids are all different', () => {
  expect(new Set(Array.from({ length: 10_000 }, createMessageId)).size).toBe(10_000)
})
