import { describe, expect, it } from 'vitest'
import type { Attachment } from './attachment.ts'
import { compileTemplate } from './compile.ts'
import { parseDefinition } from './parse-definition.ts'

const define = (components: unknown[], category = 'MARKETING') =>
  parseDefinition({
    name: 'autumn_news',
    languageCode: 'en_US',
    category,
    parameterFormat: null,
    components,
  })

const compile = (components: unknown[], values: Record<string, unknown>, attachment?: Attachment) =>
  compileTemplate(define(components), values, attachment)

/** What is wrong, as the sentences a caller reads. */
const complaints = (components: unknown[], values: Record<string, unknown>, attachment?: Attachment) => {
  const result = compile(components, values, attachment)
  return result.ok ? [] : result.errors.map(({ message }) => message)
}

const body = (text: string) => ({ type: 'BODY', text })
const header = (text: string) => ({ type: 'HEADER', format: 'TEXT', text })
const media = (format: string) => ({ type: 'HEADER', format })
const buttons = (...list: unknown[]) => ({ type: 'BUTTONS', buttons: list })
const coupon = buttons({ type: 'COPY_CODE', text: 'Copy offer code' })
const place = media('LOCATION')

/** Every place that takes text, with a value that is right, and every way for one to be wrong. */
describe.each<[string, unknown[], string]>([
  ['a header by number', [header('Hi {{1}}'), body('Hello')], 'header-1'],
  ['a header by name', [header('Hi {{who}}'), body('Hello')], 'header-who'],
  ['a body by number', [body('Hi {{1}}!')], 'body-1'],
  ['a body by name', [body('Hi {{first_name}}!')], 'body-first_name'],
  ['a link', [body('B'), buttons({ type: 'URL', text: 'Go', url: 'https://a.example/{{1}}' })], 'button-1'],
  ['a code to copy', [body('B'), coupon], 'button-1'],
])('the value of %s', (_, components, key) => {
  it.each<[string, unknown, string]>([
    ['missing', undefined, 'is required.'],
    ['null', null, 'is required.'],
    ['empty', '', 'must not be empty.'],
    ['blank', ' ', 'must not be empty.'],
    ['a list', ['x'], 'must be text.'],
    ['an object', { x: 1 }, 'must be text.'],
    ['on two lines', 'a\nb', 'must not contain line breaks, tabs or more than four spaces in a row.'],
    ['with a tab', 'a\tb', 'must not contain line breaks, tabs or more than four spaces in a row.'],
    ['with five spaces', 'a     b', 'must not contain line breaks, tabs or more than four spaces in a row.'],
    ['with NUL', 'a\0b', 'must not contain NUL characters or halves of surrogate pairs.'],
    ['half a character', 'a\ud83d', 'must not contain NUL characters or halves of surrogate pairs.'],
  ])('is refused when it is %s', (_name, value, problem) => {
    expect(complaints(components, { [key]: value })).toEqual([`The ${key} field ${problem}`])
  })

  it.each<[string, unknown, string]>([
    ['a text', 'x', 'x'],
    ['a number', 7, '7'],
    ['zero', 0, '0'],
    ['a boolean', false, 'false'],
    ['four spaces', 'a    b', 'a    b'],
  ])('is taken when it is %s', (_name, value, sent) => {
    const result = compile(components, { [key]: value })
    expect(result.ok && JSON.stringify(result.template)).toContain(JSON.stringify(sent))
  })
})

describe('what is given wrong is refused', () => {
  const two = [header('Hi {{1}}'), body('{{1}} and {{2}}')]
  const full = { 'header-1': 'Ada', 'body-1': 'one', 'body-2': 'two' }

  it.each([
    ['a missing key', { 'header-1': 'Ada', 'body-1': 'one' }, 'The body-2 field is required.'],
    ['an undefined value', { ...full, 'body-2': undefined }, 'The body-2 field is required.'],
    ['null', { ...full, 'body-2': null }, 'The body-2 field is required.'],
    ['an empty value', { ...full, 'body-2': '' }, 'The body-2 field must not be empty.'],
    ['a blank value', { ...full, 'body-2': '   ' }, 'The body-2 field must not be empty.'],
    ['a list', { ...full, 'body-2': ['two'] }, 'The body-2 field must be text.'],
    ['an object', { ...full, 'body-2': {} }, 'The body-2 field must be text.'],
    [
      'an unknown key',
      { ...full, 'body-3': 'x' },
      'The body-3 field is not a parameter of this template, which takes header-1, body-1, body-2.',
    ],
    [
      'a file name among the parameters',
      { ...full, attachment: 'x.png' },
      'The attachment field is not a parameter of this template, which takes header-1, body-1, body-2.',
    ],
    [
      'two spellings that differ',
      { 'header-1': 'Ada', body_1: 'one', body1: 'uno', 'body-2': 'two' },
      'The body-1 field is given twice, in two spellings and with different values.',
    ],
  ])('%s', (_, values, message) => {
    expect(complaints(two, values)).toEqual([message])
  })

  it.each(['\n', '\r\n', '\t', '     ', '\u2028'])('a value with %j in it', (space) => {
    expect(complaints([body('{{1}}')], { 'body-1': `one${space}two` })).toEqual([
      'The body-1 field must not contain line breaks, tabs or more than four spaces in a row.',
    ])
  })

  it('an unknown key where the template takes none', () => {
    expect(complaints([body('Hello')], { 'body-1': 'x' })).toEqual([
      'The body-1 field is not a parameter of this template, which takes none.',
    ])
  })

  it('a body or a header that becomes too long, blamed on its longest value', () => {
    const long = [header('Hi {{1}}'), body('{{1}}, {{2}}')]
    expect(
      complaints(long, { 'header-1': 'h'.repeat(58), 'body-1': 'x', 'body-2': 'y'.repeat(1022) }),
    ).toEqual([
      'The body-2 field makes the body 1025 characters long; WhatsApp takes 1024 at most.',
      'The header-1 field makes the header 61 characters long; WhatsApp takes 60 at most.',
    ])
    const most = { 'header-1': 'h'.repeat(57), 'body-1': 'x', 'body-2': 'y'.repeat(1021) }
    expect(complaints(long, most)).toEqual([])
  })

  it('a body too long because a value stands in it twice', () => {
    const twice = [body('{{1}} {{1}}')]
    expect(complaints(twice, { 'body-1': 'x'.repeat(511) })).toEqual([])
    expect(complaints(twice, { 'body-1': 'x'.repeat(512) })).toHaveLength(1)
  })

  it('only beyond 1024 characters, where an emoji is one', () => {
    expect(complaints([body('{{1}}')], { 'body-1': '😀'.repeat(1024) })).toEqual([])
    expect(complaints([body('{{1}}')], { 'body-1': '😀'.repeat(1025) })).toHaveLength(1)
  })

  it('a link that becomes too long', () => {
    const link = buttons({ type: 'URL', text: 'Go', url: 'https://a.example/{{1}}' })
    expect(complaints([body('B'), link], { 'button-1': 'x'.repeat(1983) })).toEqual([
      'The button-1 field makes the link of button 1 2001 characters long; WhatsApp takes 2000 at most.',
    ])
  })

  it('a coupon code of more than 20 characters', () => {
    expect(complaints([body('B'), coupon], { 'button-1': 'x'.repeat(21) })).toEqual([
      'The button-1 field must not be longer than 20 characters.',
    ])
    expect(complaints([body('B'), coupon], { 'button-1': 'x'.repeat(20) })).toEqual([])
  })

  it('a one-time password of more than 15 characters', () => {
    const otp = [body('{{1}} is your code'), buttons({ type: 'OTP', otp_type: 'COPY_CODE' })]
    expect(complaints(otp, { 'body-1': '1'.repeat(16) })).toEqual([
      'The body-1 field must not be longer than 15 characters.',
    ])
    expect(complaints(otp, { 'body-1': '1'.repeat(15) })).toEqual([])
  })

  it.each([
    'nowhere',
    '[52.5, 13.4]',
    {},
    [52.5, 13.4],
    true,
    { latitude: 91, longitude: 0 },
    { latitude: 0, longitude: -181 },
    { latitude: '', longitude: '13.4' },
    { latitude: 'north', longitude: 'east' },
    { latitude: null, longitude: 13.4 },
  ])('a place that is none: %j', (location) => {
    expect(complaints([place, body('B')], { 'header-location': location })).toEqual([
      'The header-location field must be an object with latitude (-90 to 90) and longitude (-180 to 180).',
    ])
  })

  it('a place that is missing, or named by something else than text', () => {
    expect(complaints([place, body('B')], {})).toEqual(['The header-location field is required.'])
    const named = { 'header-location': { latitude: 1, longitude: 2, name: 3 } }
    expect(complaints([place, body('B')], named)).toEqual([
      'The header-location field must have text as its name.',
    ])
  })

  it('no file, or a file of another kind, for a header that takes one', () => {
    expect(complaints([media('IMAGE'), body('B')], {})).toEqual([
      'The attachment field is required: the header of this template takes an image.',
    ])
    expect(complaints([media('DOCUMENT'), body('B')], {}, { kind: 'audio', mediaId: 'm' })).toEqual([
      'The attachment field must be a document for the header of this template, not an audio file.',
    ])
  })

  it('a template with parts that cannot be sent', () => {
    const result = compile([body('{{1}}'), { type: 'CAROUSEL' }], { 'body-1': 'x' })
    expect(result).toMatchObject({ ok: false, errors: [{ subject: 'template', key: 'template_id' }] })
  })

  it('all at once', () => {
    expect(
      complaints([media('VIDEO'), body('{{1}} {{2}}')], { 'body-1': 'a\nb', 'body-9': 'x' }),
    ).toHaveLength(4)
  })

  it('with an answer that stays small when the request was large', () => {
    const many = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, at) => [`x${at}${'y'.repeat(500)}`, '1']),
    )
    const messages = complaints([body('B')], many)
    expect(messages.length).toBe(20)
    expect(messages.join('').length).toBeLessThan(5_000)
  })
})
