import { expect, test } from 'vitest'
import { findStep } from './one-time-password.ts'

/** The secret of RFC 6238, appendix B: "12345678901234567890". */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

// The appendix has eight digits; of six digits these are the last ones.
test.each([
  [59, '287082', 1],
  [1_111_111_109, '081804', 37_037_036],
  [1_111_111_111, '050471', 37_037_037],
  [1_234_567_890, '005924', 41_152_263],
  [2_000_000_000, '279037', 66_666_666],
  [20_000_000_000, '353130', 666_666_666],
])('at %i s the password is %s, of step %i', (seconds, otp, step) => {
  expect(findStep(SECRET, otp, seconds * 1_000)).toBe(step)
})

test('the step is that of the password, not that of the clock', () => {
  for (const seconds of [0, 29, 30, 59, 60, 89]) expect(findStep(SECRET, '287082', seconds * 1_000)).toBe(1)
  for (const seconds of [90, 120, 10_000]) expect(findStep(SECRET, '287082', seconds * 1_000)).toBeUndefined()
})

test.each(['', '28708', '2870822', 'abcdef', '287083', '２８７０８２'])('%j is none', (otp) => {
  expect(findStep(SECRET, otp, 59_000)).toBeUndefined()
})
