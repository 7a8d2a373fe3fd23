import { describe, expect, it } from 'vitest'
import type { Attachment } from './attachment.ts'
import { compileTemplate, prepareTemplate } from './compile.ts'
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

const built = (components: unknown[], values: Record<string, unknown>, attachment?: Attachment) => {
  const result = compile(components, values, attachment)
  if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join(' '))
  return result.template.components
}

const body = (text: string) => ({ type: 'BODY', text })
const header = (text: string) => ({ type: 'HEADER', format: 'TEXT', text })
const media = (format: string) => ({ type: 'HEADER', format })
const buttons = (...list: unknown[]) => ({ type: 'BUTTONS', buttons: list })
const place = media('LOCATION')

describe('a template becomes the object that the Cloud API takes', () => {
  it('with its name, its language and no components when nothing needs a value', () => {
    const still = [
      header('News'),
      body('Hello'),
      { type: 'FOOTER', text: 'Bye' },
      buttons(
        { type: 'QUICK_REPLY', text: 'Stop' },
        { type: 'URL', text: 'Shop', url: 'https://a.example' },
        { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550100' },
        { type: 'CATALOG', text: 'View catalog' },
      ),
    ]
    expect(compile(still, {})).toEqual({
      ok: true,
      template: { name: 'autumn_news', language: { code: 'en_US' }, components: [] },
      warnings: [],
    })
  })

  it('with values by position, in the order of their numbers', () => {
    const values = { 'body-2': 'two', 'header-1': 'Ada', 'body-1': 1, body_3: true }
    expect(built([header('{{1}}'), body('{{3}} {{2}} {{1}}')], values)).toEqual([
      { type: 'header', parameters: [{ type: 'text', text: 'Ada' }] },
      {
        type: 'body',
        parameters: [
          { type: 'text', text: '1' },
          { type: 'text', text: 'two' },
          { type: 'text', text: 'true' },
        ],
      },
    ])
  })

  it('with values by name', () => {
    const values = { header_who: 'Ada', 'body-place-1': 'the door', body_day: 'Monday' }
    expect(built([header('For {{who}}'), body('{{day}} at {{place_1}}')], values)).toEqual([
      { type: 'header', parameters: [{ type: 'text', parameter_name: 'who', text: 'Ada' }] },
      {
        type: 'body',
        parameters: [
          { type: 'text', parameter_name: 'day', text: 'Monday' },
          { type: 'text', parameter_name: 'place_1', text: 'the door' },
        ],
      },
    ])
  })

  it.each([
    ['IMAGE', 'image', { id: 'upload:7' }],
    ['VIDEO', 'video', { id: 'upload:7' }],
    ['DOCUMENT', 'document', { id: 'upload:7', filename: 'terms.pdf' }],
  ] as const)('with the attachment as the %s header', (format, kind, file) => {
    const attachment = { kind, mediaId: 'upload:7', filename: 'terms.pdf' }
    expect(built([media(format), body('B')], {}, attachment)).toEqual([
      { type: 'header', parameters: [{ type: kind, [kind]: file }] },
    ])
  })

  it('with a document that has no name', () => {
    expect(built([media('DOCUMENT'), body('B')], {}, { kind: 'document', mediaId: 'm' })).toEqual([
      { type: 'header', parameters: [{ type: 'document', document: { id: 'm' } }] },
    ])
  })

  it.each([
    { latitude: 52.5, longitude: '13.4', name: 'Shop', address: '', note: 'ignored' },
    '{"latitude": "52.5", "longitude": 13.4, "name": "Shop"}',
  ])('with a place as its header: %j', (location) => {
    expect(built([place, body('B')], { header_location: location })).toEqual([
      {
        type: 'header',
        parameters: [{ type: 'location', location: { latitude: 52.5, longitude: 13.4, name: 'Shop' } }],
      },
    ])
  })

  it('with its buttons by their place, each with what it needs', () => {
    const list = buttons(
      { type: 'QUICK_REPLY', text: 'Stop' },
      { type: 'URL', text: 'Track', url: 'https://a.example/{{1}}' },
      { type: 'COPY_CODE', text: 'Copy offer code' },
      { type: 'FLOW', text: 'Book', flow_id: '12' },
    )
    expect(
      built([body('{{name}}'), list], { 'body-name': 'Ada', 'button-2': 't/9', button_3: 'SAVE20' }),
    ).toEqual([
      { type: 'body', parameters: [{ type: 'text', parameter_name: 'name', text: 'Ada' }] },
      { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 't/9' }] },
      {
        type: 'button',
        sub_type: 'copy_code',
        index: '2',
        parameters: [{ type: 'coupon_code', coupon_code: 'SAVE20' }],
      },
      {
        type: 'button',
        sub_type: 'flow',
        index: '3',
        parameters: [{ type: 'action', action: { flow_token: 'unused' } }],
      },
    ])
  })

  it.each(['COPY_CODE', 'ONE_TAP', 'ZERO_TAP'])(
    'with a one-time password in the body and in its %s button',
    (kind) => {
      const otp = [
        { type: 'BODY', add_security_recommendation: true },
        buttons({ type: 'OTP', otp_type: kind }),
      ]
      const result = compileTemplate(define(otp, 'AUTHENTICATION'), { body1: '493817' })
      expect(result.ok && result.template.components).toEqual([
        { type: 'body', parameters: [{ type: 'text', text: '493817' }] },
        { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '493817' }] },
      ])
    },
  )

  it('with a warning for an attachment that it has no place for', () => {
    const result = compile(
      [header('Hi {{1}}'), body('B')],
      { 'header-1': 'Ada' },
      { kind: 'image', mediaId: 'm' },
    )
    expect(result).toMatchObject({
      ok: true,
      warnings: ['The attachment was ignored: this template has no place for one.'],
    })
  })

  it('with the exact spelling of a key before any other, and equal values in two spellings', () => {
    expect(built([body('{{1}}')], { body_1: 'loose', 'body-1': 'exact', body1: 'other' })).toEqual([
      { type: 'body', parameters: [{ type: 'text', text: 'exact' }] },
    ])
    expect(compile([body('{{1}}')], { body_1: 'same', body1: 'same' }).ok).toBe(true)
  })

  it('anew for each recipient, so that changing one leaves the others', () => {
    const prepared = prepareTemplate(define([media('IMAGE'), body('Dear {{1}}'), buttons({ type: 'FLOW' })]))
    const file = { kind: 'image', mediaId: 'upload:7' } as const
    const first = prepared.compile({ 'body-1': 'Ada' }, file)
    const second = prepared.compile({ 'body-1': 'Alan' }, file)
    if (!first.ok || !second.ok) throw new Error('both are complete')
    const before = structuredClone(second.template)
    first.template.language.code = 'xx'
    for (const component of first.template.components) component.parameters.length = 0
    expect(second.template).toEqual(before)
    expect(prepared.keys).toEqual(['body-1'])
  })
})
