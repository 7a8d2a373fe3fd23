import { describe, expect, it } from 'vitest'
import { createWamid, findWamidSerial } from './ids.ts'
import { findRecipientDigits, isUserId, showPhoneNumber } from './phone-number.ts'

describe('a recipient', () => {
  it.each(['', '+', 'abc', '+90xxxxxxxxxx', '12', '+1234567890123456', '0'])(
    'is no phone number: %j',
    (to) => {
      expect(findRecipientDigits(to, '90')).toBeUndefined()
    },
  )

  it.each([
    ['+90 555 000 00 01', '905550000001'],
    ['905550000001', '905550000001'],
    ['+1 (650) 555-1234', '16505551234'],
    ['16505551234', '16505551234'],
    ['5550000001', '905550000001'],
    ['05550000001', '905550000001'],
    ['0016505551234', '16505551234'],
    ['4520123456', '4520123456'],
  ])('is understood: %j is %s', (to, digits) => {
    expect(findRecipientDigits(to, '90')).toBe(digits)
  })

  it('may be a business-scoped user id', () => {
    expect(isUserId('US.13491208655302741918')).toBe(true)
    expect(isUserId('US.ENT.11815799212886844830')).toBe(true)
    expect(isUserId('us.1')).toBe(false)
    expect(isUserId('905550000001')).toBe(false)
  })
})

describe('numbers and ids', () => {
  it('are shown in groups as the Graph API does', () => {
    expect(showPhoneNumber('905554443322')).toBe('+90 555 444 33 22')
  })

  it('carry the running number of their message', () => {
    for (const party of ['905550000001', 'US.13491208655302741918']) {
      const id = createWamid('inbound', party, 1234)
      expect(id).toMatch(/^wamid\.[A-Za-z0-9+/]+={0,2}$/)
      expect(findWamidSerial(id)).toEqual({ direction: 'inbound', serial: 1234 })
    }
    expect(findWamidSerial('wamid.HBgLM...')).toBeUndefined()
    expect(findWamidSerial('wamid.')).toBeUndefined()
  })
})
