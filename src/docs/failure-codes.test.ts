import { expect, test } from 'vitest'
import { META_FAILURES, OWN_FAILURES } from './failure-codes.ts'

test('every failure says in whole sentences what to do and what is done', () => {
  for (const failure of [...OWN_FAILURES, ...META_FAILURES]) {
    expect(failure.title).not.toBe('')
    expect(failure.whatToDo, failure.code).toMatch(/\.$/)
    expect(failure.reaction, failure.code).toMatch(/^[A-Z].*\.$/)
    expect(failure.reaction, failure.code).not.toMatch(/undefined|NaN/)
  }
})

test.each([
  ['131056', 'Holds back messages to this person only, and tries again with growing pauses.'],
  ['131047', 'Ends the message as failed.'],
  ['131000', 'Tries again with growing pauses, 3 times at most.'],
  ['131048', 'Tries again later, after 1 hour at the earliest.'],
  ['131049', 'Tries again later, after 24 hours at the earliest.'],
  [
    '131042',
    'Suspends the number, as its account is at fault. Its messages stay queued until it is activated again.',
  ],
  ['131045', 'Suspends the number. Its messages stay queued until it is activated again.'],
  ['134100–134102', 'Ends the message as failed.'],
])('%s: %s', (code, reaction) => {
  expect(META_FAILURES.find((failure) => failure.code === code)?.reaction).toBe(reaction)
})
