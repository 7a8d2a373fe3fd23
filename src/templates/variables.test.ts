import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDefinition } from './parse-definition.ts'
import { createKeyResolver, listVariableKeys } from './variables.ts'

const keysOf = (components: unknown[], category = 'MARKETING') =>
  listVariableKeys(
    parseDefinition({ name: 'n', languageCode: 'en', category, parameterFormat: null, components }),
  )

const body = { type: 'BODY', text: 'Hello {{1}}, {{2}}' }

describe('the keys that a send must fill', () => {
  it('are none for a template without variables', () => {
    expect(keysOf([{ type: 'BODY', text: 'Hello' }])).toEqual([])
  })

  it('are none for a file in the header, a plain link, a quick reply, a call or a flow', () => {
    const buttons = ['QUICK_REPLY', 'PHONE_NUMBER', 'FLOW', 'VOICE_CALL', 'CATALOG'].map((type) => ({ type }))
    expect(
      keysOf([
        { type: 'HEADER', format: 'IMAGE' },
        { type: 'BODY', text: 'B' },
        { type: 'BUTTONS', buttons: [...buttons, { type: 'URL', url: 'https://a.example' }] },
      ]),
    ).toEqual([])
  })

  it('go by header, body, button, and number the buttons by their place', () => {
    const buttons = [
      { type: 'QUICK_REPLY', text: 'No' },
      { type: 'URL', text: 'Track', url: 'https://a.example/{{1}}' },
      { type: 'COPY_CODE', example: 'SAVE' },
    ]
    expect(
      keysOf([{ type: 'BUTTONS', buttons }, body, { type: 'HEADER', format: 'TEXT', text: '{{1}}!' }]),
    ).toEqual(['header-1', 'body-1', 'body-2', 'button-2', 'button-3'])
  })

  it('carry the names of named parameters', () => {
    expect(
      keysOf([
        { type: 'HEADER', text: 'For {{who}}' },
        { type: 'BODY', text: '{{day}} {{place_1}}' },
      ]),
    ).toEqual(['header-who', 'body-day', 'body-place_1'])
  })

  it('name the place of a location header', () => {
    expect(keysOf([{ type: 'HEADER', format: 'LOCATION' }, body])).toEqual([
      'header-location',
      'body-1',
      'body-2',
    ])
  })

  it('ask for a one-time password once, in the body', () => {
    const otp = { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'ZERO_TAP' }] }
    expect(keysOf([{ type: 'BODY' }, otp], 'AUTHENTICATION')).toEqual(['body-1'])
  })
})

describe('a written key', () => {
  const resolve = createKeyResolver([
    'header-1',
    'body-1',
    'body-2',
    'body-11',
    'button-1',
    'body-day_of_week',
  ])

  it.each([
    '',
    '1',
    'body',
    'body-',
    'body-3',
    'footer-1',
    'body--1',
    'body-1-1',
    'header',
    '__proto__',
    'body1x',
  ])('is refused when the template has none such: %j', (written) => {
    expect(resolve(written)).toBeUndefined()
  })

  it.each([
    ['body-1', 'body-1'],
    ['body_1', 'body-1'],
    ['body1', 'body-1'],
    ['Body 1'.replace(' ', '_'), 'body-1'],
    ['body11', 'body-11'],
    ['HEADER-1', 'header-1'],
    [' button_1 ', 'button-1'],
    ['body_day_of_week', 'body-day_of_week'],
    ['body-day-of-week', 'body-day_of_week'],
    ['body_day-of_week', 'body-day_of_week'],
    ['bodyday_of_week', 'body-day_of_week'],
  ])('%s is %s', (written, key) => {
    expect(resolve(written)).toBe(key)
  })

  it('in its exact spelling wins over a looser reading', () => {
    const close = createKeyResolver(['body-a_b', 'body-a-b', 'body-_a', 'body-a'])
    expect(close('body-a_b')).toBe('body-a_b')
    expect(close('body-a-b')).toBe('body-a-b')
    expect(close('body_a-b')).toBe('body-a-b')
    expect(close('body-_a')).toBe('body-_a')
    expect(close('body__a')).toBe('body-_a')
    expect(close('body_a')).toBe('body-a')
  })

  it('that could mean two parameters is none', () => {
    const ambiguous = createKeyResolver(['body-a_b-c', 'body-a-b_c'])
    expect(ambiguous('body-a_b_c')).toBeUndefined()
    expect(ambiguous('body-a_b-c')).toBe('body-a_b-c')
  })

  it('reaches every parameter in every spelling, whatever the names are', () => {
    const name = fc.stringMatching(/^[a-z0-9]([a-z0-9_-]{0,8}[a-z0-9])?$/)
    // Names that differ in dashes alone are told apart by the exact spelling, and by no other.
    const names = fc.uniqueArray(name, {
      minLength: 1,
      maxLength: 6,
      selector: (text) => text.replaceAll('-', '_'),
    })
    fc.assert(
      fc.property(names, fc.constantFrom('header', 'body'), (list, part) => {
        const keys = list.map((entry) => `${part}-${entry}`)
        const find = createKeyResolver(keys)
        for (const [index, entry] of list.entries()) {
          for (const separator of ['-', '_', '']) {
            expect(find(`${part}${separator}${entry}`)).toBe(keys[index])
            expect(find(`${part}${separator}${entry.replaceAll('-', '_')}`)).toBe(keys[index])
          }
        }
      }),
    )
  })
})
