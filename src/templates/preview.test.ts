import { describe, expect, it } from 'vitest'
import { parseDefinition } from './parse-definition.ts'
import { renderTemplate, sampleValues } from './preview.ts'

const define = (components: unknown[], category = 'MARKETING') =>
  parseDefinition({ name: 'n', languageCode: 'en', category, parameterFormat: null, components })

const full = define([
  { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['A-1'] } },
  { type: 'BODY', text: 'Hi {{1}}, {{2}}, {{1}}', example: { body_text: [['Ada']] } },
  { type: 'FOOTER', text: 'Corner Shop' },
  {
    type: 'BUTTONS',
    buttons: [
      { type: 'QUICK_REPLY', text: 'Stop' },
      { type: 'URL', text: 'Track', url: 'https://a.example/{{1}}/go', example: ['https://a.example/77/go'] },
      { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550100' },
      { type: 'COPY_CODE', example: 'SAVE20' },
    ],
  },
])

describe('a preview', () => {
  it('leaves a placeholder without a value as it is written, and ignores values it has no place for', () => {
    const preview = renderTemplate(full, { body_1: '{{2}} $& $1', 'body-9': 'x', 'header-1': { no: 'text' } })
    expect(preview.header).toBe('Order {{1}}')
    expect(preview.body).toBe('Hi {{2}} $& $1, {{2}}, {{2}} $& $1')
    expect(preview.buttons[3]).toEqual({ type: 'copy_code', text: 'Copy code' })
  })

  it('fills every part, with keys in any spelling and the exact one first', () => {
    const values = {
      header1: 'B-2',
      body_1: 'loose',
      'body-1': 'Alan',
      'body-2': 7,
      'button-2': '5',
      button_4: 'C',
    }
    expect(renderTemplate(full, values)).toEqual({
      header: 'Order B-2',
      body: 'Hi Alan, 7, Alan',
      footer: 'Corner Shop',
      buttons: [
        { type: 'quick_reply', text: 'Stop' },
        { type: 'url', text: 'Track', url: 'https://a.example/5/go' },
        { type: 'phone_number', text: 'Call', phone_number: '+15550100' },
        { type: 'copy_code', text: 'Copy code', code: 'C' },
      ],
    })
  })

  it('has no header text for a file or a place', () => {
    const picture = define([
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'B' },
    ])
    expect(renderTemplate(picture, {})).toEqual({ header: null, body: 'B', footer: null, buttons: [] })
  })

  it('shows the code that a one-time-password button copies', () => {
    const otp = define(
      [
        { type: 'BODY', text: '{{1}} is your code' },
        { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
      ],
      'AUTHENTICATION',
    )
    expect(renderTemplate(otp, { 'body-1': '4711' })).toMatchObject({
      body: '4711 is your code',
      buttons: [{ type: 'otp', text: 'Copy code', code: '4711' }],
    })
  })

  it('takes its samples from what the template was submitted with', () => {
    expect(sampleValues(full)).toEqual({
      'header-1': 'A-1',
      'body-1': 'Ada',
      'button-2': '77',
      'button-4': 'SAVE20',
    })
  })
})
