import fc from 'fast-check'
import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { expect, test } from 'vitest'
import { isPlainNumber } from './plain-numbers.ts'

const digits = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((all) => all.join(''))

test('a number that is called plain is possible to the library, which leaves it as it is', () => {
  let plain = 0
  for (const country of getCountries())
    fc.assert(
      fc.property(digits(3, 14), (national) => {
        const number = getCountryCallingCode(country) + national
        if (!isPlainNumber(number)) return
        plain += 1
        const parsed = parsePhoneNumberFromString(`+${number}`)
        expect([parsed?.number, parsed?.isPossible()]).toEqual([`+${number}`, true])
      }),
      { numRuns: 100 },
    )
  // Else nothing was compared.
  expect(plain).toBeGreaterThan(1_000)
})

test('numbers of Turkey and Germany are told by it, those of shared codes are not', () => {
  expect(isPlainNumber('905321234567')).toBe(true)
  expect(isPlainNumber('4915112345678')).toBe(true)
  expect(isPlainNumber('9005321234567')).toBe(false)
  expect(isPlainNumber('90532123456')).toBe(false)
  expect(isPlainNumber('12025550123')).toBe(false)
})
