import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDefinition } from './parse-definition.ts'

const parse = (components: unknown, options: { category?: string; parameterFormat?: string | null } = {}) =>
  parseDefinition({
    name: 'parcel_on_its_way',
    languageCode: 'en_US',
    category: options.category ?? 'UTILITY',
    parameterFormat: options.parameterFormat ?? null,
    components,
  })

const body = (text: string, example?: unknown) => ({ type: 'BODY', text, example })
const buttons = (...list: unknown[]) => ({ type: 'BUTTONS', buttons: list })

describe('what cannot be sent is told in words', () => {
  it.each([
    ['no components', undefined, /no body text/],
    ['components that are no list', { type: 'BODY', text: 'Hello' }, /no body text/],
    ['a body without text', [{ type: 'BODY' }], /no body text/],
    ['two bodies', [body('One'), body('Two')], /more than one body/],
    ['a gap in the numbers', [body('{{1}} and {{3}}')], /not numbered from 1/],
    ['numbers from zero', [body('{{0}}')], /named placeholder \{\{0\}\}|not numbered/],
    ['a placeholder that is no name', [body('{{first name}}')], /neither a number nor a name/],
    [
      'two placeholders in the header',
      [{ type: 'HEADER', format: 'TEXT', text: '{{1}} {{2}}' }, body('B')],
      /2 placeholders/,
    ],
    ['an unknown header', [{ type: 'HEADER', format: 'HOLOGRAM' }, body('B')], /"HOLOGRAM"/],
    ['an unknown part', [body('B'), { type: 'JUKEBOX' }], /"JUKEBOX"/],
    ['a part without a type', [body('B'), 7], /part that is not known/],
    ['a carousel', [body('B'), { type: 'CAROUSEL', cards: [] }], /carousel/i],
    ['a limited-time offer', [body('B'), { type: 'LIMITED_TIME_OFFER' }], /limited-time offer/i],
    ['an unknown button', [body('B'), buttons({ type: 'TELEPORT', text: 'Go' })], /"TELEPORT"/],
    ['a button that is no object', [body('B'), buttons(null)], /Button 1 is of a kind/],
    ['a list of products', [body('B'), buttons({ type: 'MPM', text: 'View' })], /list of products/],
    ['a product', [body('B'), buttons({ type: 'SPM', text: 'View' })], /a product/],
    [
      'a link with two placeholders',
      [body('B'), buttons({ type: 'URL', url: 'https://a.example/{{1}}/{{2}}' })],
      /link of button 1/,
    ],
    [
      'an unknown one-time password',
      [body('{{1}}'), buttons({ type: 'OTP', otp_type: 'TELEPATHY' })],
      /"TELEPATHY"/,
    ],
    [
      'a one-time password without a place in the body',
      [body('Hi'), buttons({ type: 'OTP', otp_type: 'ONE_TAP' })],
      /exactly one placeholder/,
    ],
  ])('%s', (_, components, words) => {
    const { obstacles } = parse(components)
    expect(obstacles.join(' ')).toMatch(words)
  })

  it('a named placeholder in a template whose parameters go by number', () => {
    expect(parse([body('{{day}}')], { parameterFormat: 'POSITIONAL' }).obstacles.join()).toMatch(
      /\{\{day\}\}/,
    )
  })

  it('and the unknown part is kept', () => {
    const jukebox = { type: 'JUKEBOX', coins: 2 }
    const slot = { type: 'TELEPORT', text: 'Go' }
    const definition = parse([body('B'), jukebox, buttons(slot)])
    expect(definition.unknownComponents).toEqual([jukebox])
    expect(definition.buttons).toEqual([
      { number: 1, text: 'Go', kind: 'unknown', type: 'TELEPORT', raw: slot },
    ])
  })

  it('never by throwing, whatever Meta sends', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.option(fc.string()),
        fc.string(),
        (components, parameterFormat, category) => {
          expect(parse(components, { parameterFormat, category }).obstacles.length).toBeGreaterThan(0)
        },
      ),
    )
    const type = fc.constantFrom('HEADER', 'BODY', 'FOOTER', 'BUTTONS', 'CAROUSEL', 'x')
    const part = fc.record(
      {
        type: fc.oneof(type, fc.jsonValue()),
        format: fc.oneof(fc.constantFrom('TEXT', 'IMAGE', 'LOCATION'), fc.jsonValue()),
        text: fc.oneof(fc.constantFrom('a {{1}}', '{{}}', '{{{{1}}}}'), fc.jsonValue()),
        example: fc.jsonValue(),
        buttons: fc.oneof(
          fc.array(
            fc.record({
              type: fc.constantFrom('URL', 'OTP', 'COPY_CODE', 'FLOW'),
              url: fc.jsonValue(),
              example: fc.jsonValue(),
            }),
          ),
          fc.jsonValue(),
        ),
      },
      { requiredKeys: ['type'] },
    )
    fc.assert(
      fc.property(fc.array(part), (components) => {
        expect(parse(components).name).toBe('parcel_on_its_way')
      }),
    )
  })
})

describe('a translation of Meta is read', () => {
  it('with numbered parameters and their samples', () => {
    const definition = parse([
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['A-17'] } },
      body('{{2}}, {{1}} and {{2}} again', {
        body_text: [
          ['first', 'second'],
          ['other', 'set'],
        ],
      }),
      { type: 'FOOTER', text: 'Corner Shop' },
    ])
    expect(definition).toEqual({
      name: 'parcel_on_its_way',
      languageCode: 'en_US',
      category: 'UTILITY',
      parameterFormat: 'positional',
      header: { kind: 'text', text: 'Order {{1}}', variables: [{ name: '1', example: 'A-17' }] },
      body: {
        text: '{{2}}, {{1}} and {{2}} again',
        variables: [
          { name: '1', example: 'first' },
          { name: '2', example: 'second' },
        ],
      },
      footer: 'Corner Shop',
      buttons: [],
      unknownComponents: [],
      obstacles: [],
    })
  })

  it('with named parameters, in the order of the text', () => {
    const {
      parameterFormat,
      body: text,
      header,
    } = parse(
      [
        {
          type: 'header',
          format: 'text',
          text: 'For {{who}}',
          example: { header_text_named_params: [{ param_name: 'who', example: 'Ada' }] },
        },
        body('{{when}} at {{place_1}}', {
          body_text_named_params: [{ param_name: 'place_1', example: 'the door' }],
        }),
      ],
      { parameterFormat: 'named' },
    )
    expect(parameterFormat).toBe('named')
    expect(header).toMatchObject({ variables: [{ name: 'who', example: 'Ada' }] })
    expect(text.variables).toEqual([
      { name: 'when', example: null },
      { name: 'place_1', example: 'the door' },
    ])
  })

  it('with the format told by the placeholders where Meta leaves it out', () => {
    expect(parse([body('{{1}}')]).parameterFormat).toBe('positional')
    expect(parse([body('{{name}}')]).parameterFormat).toBe('named')
    expect(parse([body('Hello')]).parameterFormat).toBe('positional')
  })

  it('with each kind of header', () => {
    for (const [format, kind] of [
      ['IMAGE', 'image'],
      ['video', 'video'],
      ['DOCUMENT', 'document'],
      ['LOCATION', 'location'],
    ]) {
      const definition = parse([{ type: 'HEADER', format }, body('B')])
      expect(definition.header).toEqual({ kind })
      expect(definition.obstacles).toEqual([])
    }
  })

  it('with every kind of button in its place', () => {
    const definition = parse([
      body('B'),
      buttons(
        { type: 'QUICK_REPLY', text: 'Yes' },
        { type: 'URL', text: 'Shop', url: 'https://a.example/' },
        { type: 'URL', text: 'Track', url: 'https://a.example/t/{{1}}', example: ['https://a.example/t/99'] },
        { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550100' },
        { type: 'COPY_CODE', text: 'Copy offer code', example: ['SAVE20'] },
        { type: 'FLOW', text: 'Book', flow_id: 123 },
        { type: 'CATALOG', text: 'View catalog' },
        { type: 'VOICE_CALL', text: 'Ring us' },
        { type: 'REQUEST_CONTACT_INFO' },
      ),
    ])
    expect(definition.obstacles).toEqual([])
    expect(definition.buttons).toEqual([
      { number: 1, text: 'Yes', kind: 'quick_reply' },
      { number: 2, text: 'Shop', kind: 'url', url: 'https://a.example/', variable: null },
      {
        number: 3,
        text: 'Track',
        kind: 'url',
        url: 'https://a.example/t/{{1}}',
        variable: { name: '1', example: '99' },
      },
      { number: 4, text: 'Call', kind: 'phone_number', phoneNumber: '+15550100' },
      { number: 5, text: 'Copy offer code', kind: 'copy_code', example: 'SAVE20' },
      { number: 6, text: 'Book', kind: 'flow', flowId: '123' },
      { number: 7, text: 'View catalog', kind: 'catalog' },
      { number: 8, text: 'Ring us', kind: 'voice_call' },
      { number: 9, text: '', kind: 'request_contact_info' },
    ])
  })

  it('with a link whose sample is only its end', () => {
    const link = { type: 'URL', text: 'Shop', url: 'https://a.example/?p={{1}}', example: 'summer' }
    expect(parse([body('B'), buttons(link)]).buttons[0]).toMatchObject({
      variable: { name: '1', example: 'summer' },
    })
  })

  it('with a one-time password as it was created, in the words Meta gives it', () => {
    const definition = parse(
      [
        { type: 'BODY', add_security_recommendation: true },
        { type: 'FOOTER', code_expiration_minutes: 5 },
        buttons({ type: 'OTP', otp_type: 'ONE_TAP', text: 'Copy code' }),
      ],
      { category: 'AUTHENTICATION' },
    )
    expect(definition.obstacles).toEqual([])
    expect(definition.body.text).toBe(
      '*{{1}}* is your verification code. For your security, do not share this code.',
    )
    expect(definition.footer).toBe('This code expires in 5 minutes.')
    expect(definition.buttons[0]).toMatchObject({ kind: 'otp', otpType: 'one_tap' })
  })

  it('with a one-time password as it reads back, where its button is a link', () => {
    const link = {
      type: 'URL',
      text: 'Kodu kopyala',
      url: 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code_expiration_minutes=5&code=otp{{1}}',
      example: ['https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp123456'],
    }
    const components = [body('*{{1}}* doğrulama kodunuz.', { body_text: [['123456']] }), buttons(link)]
    expect(parse(components, { category: 'AUTHENTICATION' }).buttons).toEqual([
      { number: 1, text: 'Kodu kopyala', kind: 'otp', otpType: 'copy_code' },
    ])
    expect(parse(components, { category: 'MARKETING' }).buttons[0]?.kind).toBe('url')
  })

  it('with the categories of former years', () => {
    const categories = ['MARKETING', 'utility', 'AUTHENTICATION', 'OTP', 'TRANSACTIONAL', 'UNKNOWN']
    expect(categories.map((category) => parse([body('B')], { category }).category)).toEqual([
      'MARKETING',
      'UTILITY',
      'AUTHENTICATION',
      'AUTHENTICATION',
      'UTILITY',
      'MARKETING',
    ])
  })
})
