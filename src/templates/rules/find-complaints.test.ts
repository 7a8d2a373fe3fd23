import { describe, expect, test } from 'vitest'
import type { FieldErrors } from '../../error.ts'
import type { TemplateCategory } from '../definition.ts'
import { applyInput } from '../editing/apply-input.ts'
import { NO_FIELDS } from '../editing/fields.ts'
import type { TranslationInput } from '../editing/input-schema.ts'
import { findComplaints } from './find-complaints.ts'

const SAMPLE = { integrationId: 11, mediaId: 'a'.repeat(36) }

type Input = Omit<TranslationInput, 'language_id'>

/** What is wrong with a translation as a caller writes it: `field: what to change`. */
const complaints = (input: Input, category: TemplateCategory = 'UTILITY', hasSample = false): string[] => {
  const errors: FieldErrors = {}
  const written = applyInput(NO_FIELDS, { language_id: 1, ...input }, null, 't', errors)
  expect(errors).toEqual({})
  return findComplaints({ ...written, sample: hasSample ? SAMPLE : null }, category).map(
    ({ field, problem }) => `${field} ${problem}`,
  )
}

const samples = (...values: string[]) => values.map((value, at) => ({ key: String(at + 1), value }))
const named = (values: Record<string, string>) =>
  Object.entries(values).map(([key, value]) => ({ key, value }))
const text = (body: string, ...values: string[]): Input => ({ body, body_variables: samples(...values) })
const header = (words: string, ...values: string[]): Input => ({
  body: 'Hello',
  header: words,
  header_variables: samples(...values),
})
type Button = NonNullable<Input['buttons']>[number]
const buttons = (...list: Button[]): Input => ({ body: 'Hello', buttons: list })
const quick = (label: string): Button => ({ type: 'quick_reply', text: label })
const link = (more: Partial<Button> = {}): Button => ({
  type: 'url',
  text: 'Go',
  url: 'https://a.example',
  ...more,
})
const call: Button = { type: 'phone_number', text: 'Call', phone_number: '+905554443322' }
const coupon: Button = { type: 'copy_code', example: '25OFF' }
const code = (more: Partial<Button> = {}): Button => ({ type: 'otp', otp_type: 'copy_code', ...more })

describe('what Meta takes', () => {
  test.each<[string, Input]>([
    ['words alone', text('Hello')],
    ['1024 characters, an emoji being one', text('😀'.repeat(1024))],
    ['placeholders between words', text('Hi {{1}}, it is {{2}} now', 'Ada', 'noon')],
    ['placeholders out of order, and one twice', text('On {{2}} at {{1}}, once more {{2}}: done', 'a', 'b')],
    [
      'placeholders with names',
      { body: 'Hi {{first_name}}, hello', body_variables: named({ first_name: 'Ada' }) },
    ],
    ['a header of 60 characters', header('x'.repeat(60))],
    ['a header with a placeholder, at its end too', header('Hi {{1}}', 'Ada')],
    ['a place as header', { body: 'Hello', header_type: 'LOCATION' }],
    ['a footer of 60 characters', { body: 'Hello', footer: 'x'.repeat(60) }],
    ['ten quick replies', buttons(...Array.from({ length: 10 }, (_, at) => quick(`No ${at}`)))],
    [
      'every kind of button together, quick replies first',
      buttons(quick('a'), quick('b'), link(), link({ text: 'b' }), call, coupon),
    ],
    ['quick replies last', buttons(link(), quick('a'), quick('b'))],
    ['a label of 25 characters', buttons(quick('x'.repeat(25)))],
    ['a link with a value at its end', buttons(link({ url: 'https://a.example/{{1}}', example: 'x' }))],
    ['a link of 2000 characters', buttons(link({ url: `https://a.example/${'x'.repeat(1982)}` }))],
    ['a code of 20 characters', buttons({ ...coupon, example: 'x'.repeat(20) })],
    ['a flow by its id', buttons({ type: 'flow', text: 'Book', flow_id: '9' })],
    ['a flow by its name', buttons({ type: 'flow', text: 'Book', flow_name: 'booking' })],
    ['a catalogue', buttons({ type: 'catalog', text: 'View catalog' })],
    ['a call within WhatsApp', buttons({ type: 'voice_call', text: 'Ring' })],
    ['a request for the number', buttons({ type: 'request_contact_info' })],
  ])('%s', (_, input) => {
    expect(complaints(input)).toEqual([])
  })

  test.each(['IMAGE', 'VIDEO', 'DOCUMENT'])('a header of the kind %s with a sample', (header_type) => {
    expect(complaints({ body: 'Hello', header_type }, 'MARKETING', true)).toEqual([])
  })

  test.each<[string, Button]>([
    ['that is copied', code()],
    [
      'that an app fills in',
      code({ otp_type: 'one_tap', package_name: 'com.a.b', signature_hash: 'K8a/AINcGX7' }),
    ],
    [
      'that apps fill in by themselves',
      code({
        otp_type: 'zero_tap',
        zero_tap_terms_accepted: true,
        supported_apps: [{ package_name: 'com.a.b', signature_hash: 'K8a/AINcGX7' }],
      }),
    ],
  ])('an authentication template with a code %s', (_, button) => {
    expect(
      complaints(
        { buttons: [button], add_security_recommendation: true, code_expiration_minutes: 90 },
        'AUTHENTICATION',
      ),
    ).toEqual([])
    expect(complaints({ buttons: [button] }, 'AUTHENTICATION')).toEqual([])
  })
})

describe('what Meta refuses is told before it is asked, by field', () => {
  test.each<[string, Input, string[]]>([
    ['no body', {}, ['body is required.']],
    ['a blank body', text(' \n '), ['body is required.']],
    [
      'a body of 1025 characters',
      text('x'.repeat(1025)),
      ['body has 1025 characters; WhatsApp takes 1024 at most. Shorten it.'],
    ],
    [
      'a placeholder first',
      text('{{1}} is here', 'x'),
      ['body must not begin or end with a placeholder. Put words before and after it.'],
    ],
    [
      'a placeholder last, but for a space',
      text('Here is {{1}} ', 'x'),
      ['body must not begin or end with a placeholder. Put words before and after it.'],
    ],
    [
      'two side by side',
      text('We like {{1}} {{2}} very much', 'a', 'b'),
      ['body must not have two placeholders side by side. Put words between them.'],
    ],
    [
      'two that touch',
      text('We like {{1}}{{2}} very much', 'a', 'b'),
      ['body must not have two placeholders side by side. Put words between them.'],
    ],
    [
      'a gap in the numbers',
      text('We like {{1}} and {{3}} here', 'a', 'b', 'c'),
      ['body must number its placeholders from {{1}} without a gap: {{2}} is missing.'],
    ],
    [
      'numbers from two',
      { body: 'We like {{2}} here', body_variables: [{ key: '2', value: 'x' }] },
      ['body must number its placeholders from {{1}} without a gap: {{1}} is missing.'],
    ],
    [
      'numbers and names together',
      { body: 'We like {{1}} and {{who}} here', body_variables: named({ 1: 'a', who: 'b' }) },
      [
        'body has the placeholder {{1}}: where placeholders have names, all of the translation do, of small letters, digits and underscores, and begin with a letter.',
      ],
    ],
    [
      'a name with a capital',
      { body: 'We like {{Who}} here', body_variables: named({ Who: 'b' }) },
      [
        'body has the placeholder {{Who}}: where placeholders have names, all of the translation do, of small letters, digits and underscores, and begin with a letter.',
      ],
    ],
    [
      'no sample, or an empty one',
      text('We like {{1}} and {{2}} here', '  '),
      [
        "body_variables lacks a sample value for {{1}}. Meta's reviewers need one.",
        "body_variables lacks a sample value for {{2}}. Meta's reviewers need one.",
      ],
    ],
    [
      'more placeholders than words',
      text('a {{1}}, {{2}} - {{3}}.', 'a', 'b', 'c'),
      ['body has 3 placeholders in too short a text. Write more words, or use fewer placeholders.'],
    ],
    [
      'an empty header',
      { body: 'Hello', header_type: 4 },
      ['header is required for a header of the type TEXT.'],
    ],
    [
      'a header of 61 characters',
      header('x'.repeat(61)),
      ['header has 61 characters; WhatsApp takes 60 at most. Shorten it.'],
    ],
    [
      'two placeholders in the header',
      header('{{1}} and {{2}}', 'a', 'b'),
      ['header has 2 placeholders; WhatsApp takes one at most.'],
    ],
    [
      'a header without its sample',
      header('Hi {{1}}'),
      ["header_variables lacks a sample value for {{1}}. Meta's reviewers need one."],
    ],
    ['an asterisk in the header', header('*Hi*'), ['header must not have line breaks, asterisks or emoji.']],
    ['an emoji in the header', header('Hi 🎉'), ['header must not have line breaks, asterisks or emoji.']],
    ['a header on two lines', header('a\nb'), ['header must not have line breaks, asterisks or emoji.']],
    [
      'a header by name beside a body by number',
      {
        ...text('We like {{1}} here', 'a'),
        header: 'Hi {{who}}',
        header_variables: named({ who: 'Ada' }),
      },
      [
        'body has the placeholder {{1}}: where placeholders have names, all of the translation do, of small letters, digits and underscores, and begin with a letter.',
      ],
    ],
    [
      'a picture without a sample',
      { body: 'Hello', header_type: 'IMAGE' },
      [
        "header_media_id is required: send a sample image as attachment, or the media_id of one, for Meta's reviewers.",
      ],
    ],
    [
      'a footer of 61 characters',
      { body: 'Hello', footer: 'x'.repeat(61) },
      ['footer has 61 characters; WhatsApp takes 60 at most. Shorten it.'],
    ],
    [
      'a footer with a placeholder',
      { body: 'Hello', footer: 'by {{1}} only' },
      ['footer must not have placeholders. Write the words out.'],
    ],
    ['a footer on two lines', { body: 'Hello', footer: 'a\nb' }, ['footer must not have line breaks.']],
    [
      'eleven buttons',
      buttons(...Array.from({ length: 11 }, (_, at) => quick(`No ${at}`))),
      ['buttons has 11 buttons; WhatsApp takes 10 at most.'],
    ],
    [
      'three links',
      buttons(link(), link(), link()),
      ['buttons has 3 buttons of the type url; WhatsApp takes 2 at most.'],
    ],
    [
      'two phone numbers',
      buttons(call, call),
      ['buttons has 2 buttons of the type phone_number; WhatsApp takes 1 at most.'],
    ],
    [
      'two codes to copy',
      buttons(coupon, coupon),
      ['buttons has 2 buttons of the type copy_code; WhatsApp takes 1 at most.'],
    ],
    [
      'quick replies apart',
      buttons(quick('a'), link(), quick('b')),
      ['buttons must have its quick replies together, before or after all others.'],
    ],
    [
      'quick replies in the middle',
      buttons(call, quick('a'), link()),
      ['buttons must have its quick replies together, before or after all others.'],
    ],
    ['a button without a label', buttons(link({ text: '' })), ['buttons.0.text is required.']],
    [
      'a label of 26 characters',
      buttons(link(), quick('x'.repeat(26))),
      ['buttons.1.text has 26 characters; WhatsApp takes 25 at most. Shorten it.'],
    ],
    [
      'a label with a placeholder',
      buttons(quick('Hi {{1}}')),
      ['buttons.0.text must not have placeholders.'],
    ],
    ['a label on two lines', buttons(quick('a\nb')), ['buttons.0.text must not have line breaks.']],
    ['a link without an address', buttons({ type: 'url', text: 'Go' }), ['buttons.0.url is required.']],
    [
      'a link that is none',
      buttons(link({ url: 'a.example' })),
      ['buttons.0.url must be a link that begins with https:// or http:// and a host.'],
    ],
    [
      'a link that is all value',
      buttons(link({ url: '{{1}}', example: 'https://a.example' })),
      ['buttons.0.url must be a link that begins with https:// or http:// and a host.'],
    ],
    [
      'a link of 2001 characters',
      buttons(link({ url: `https://a.example/${'x'.repeat(1983)}` })),
      ['buttons.0.url has 2001 characters; WhatsApp takes 2000 at most. Shorten it.'],
    ],
    [
      'a link with its value in the middle',
      buttons(link({ url: 'https://a.example/{{1}}/x', example: 'a' })),
      ['buttons.0.url may have one placeholder, {{1}}, at its very end.'],
    ],
    [
      'a link with two values',
      buttons(link({ url: 'https://a.example/{{1}}{{2}}', example: 'a' })),
      ['buttons.0.url may have one placeholder, {{1}}, at its very end.'],
    ],
    [
      'a link with a value by name',
      buttons(link({ url: 'https://a.example/{{id}}', example: 'a' })),
      ['buttons.0.url may have one placeholder, {{1}}, at its very end.'],
    ],
    [
      'a link without its sample',
      buttons(link({ url: 'https://a.example/{{1}}' })),
      ["buttons.0.example is required: a sample of the link's value for Meta's reviewers."],
    ],
    [
      'no phone number',
      buttons({ type: 'phone_number', text: 'Call' }),
      ['buttons.0.phone_number is required.'],
    ],
    [
      'a phone number of words',
      buttons({ ...call, phone_number: 'the shop' }),
      ['buttons.0.phone_number must be a phone number such as +905554443322.'],
    ],
    [
      'a phone number of 21 characters',
      buttons({ ...call, phone_number: `+${'1'.repeat(20)}` }),
      ['buttons.0.phone_number has 21 characters; WhatsApp takes 20 at most. Shorten it.'],
    ],
    [
      'a code without a sample',
      buttons({ type: 'copy_code' }),
      ['buttons.0.example is required: a sample of the code.'],
    ],
    [
      'a code of 21 characters',
      buttons({ ...coupon, example: 'x'.repeat(21) }),
      ['buttons.0.example has 21 characters; WhatsApp takes 20 at most. Shorten it.'],
    ],
    [
      'a flow of no name',
      buttons({ type: 'flow', text: 'Book' }),
      ['buttons.0.flow_id is required, or flow_name.'],
    ],
    [
      'a flow by id and name',
      buttons({ type: 'flow', text: 'Book', flow_id: '9', flow_name: 'x' }),
      ['buttons.0.flow_name goes without flow_id: use one of them.'],
    ],
    [
      'a one-time password elsewhere',
      buttons(code()),
      ['buttons may have a one-time-password button in the category authentication alone.'],
    ],
    [
      'an expiry elsewhere',
      { body: 'Hello', code_expiration_minutes: 5 },
      ['code_expiration_minutes belongs to the category authentication alone.'],
    ],
    [
      'an advice elsewhere',
      { body: 'Hello', add_security_recommendation: true },
      ['add_security_recommendation belongs to the category authentication alone.'],
    ],
  ])('%s', (_, input, expected) => {
    expect(complaints(input)).toEqual(expected)
  })

  test.each<[string, Input, string[]]>([
    [
      'a header',
      { header: 'Hi', buttons: [code()] },
      ['header_type must be null: an authentication template has no header.'],
    ],
    [
      'words of its own',
      { body: 'Your code is {{1}}.', buttons: [code()] },
      [
        'body is written by Meta in an authentication template. Leave it away; add_security_recommendation adds a sentence.',
      ],
    ],
    [
      'a footer of its own',
      { footer: 'The shop', buttons: [code()] },
      [
        'footer is written by Meta in an authentication template. Leave it away; code_expiration_minutes makes one.',
      ],
    ],
    ['no button', {}, ['buttons must be one button of the type otp, and no other.']],
    [
      'another button',
      { buttons: [code(), quick('a')] },
      ['buttons must be one button of the type otp, and no other.'],
    ],
    [
      'an expiry of 91 minutes',
      { buttons: [code()], code_expiration_minutes: 91 },
      ['code_expiration_minutes must be from 1 to 90.'],
    ],
    [
      'an expiry of none',
      { buttons: [code()], code_expiration_minutes: 0 },
      ['code_expiration_minutes must be from 1 to 90.'],
    ],
    [
      'a kind of code that is none',
      { buttons: [code({ otp_type: 'telepathy' })] },
      ['buttons.0.otp_type must be one of: copy_code, one_tap, zero_tap.'],
    ],
    [
      'one tap without an app',
      { buttons: [code({ otp_type: 'one_tap' })] },
      ['buttons.0.supported_apps is required: package_name and signature_hash of your app.'],
    ],
    [
      'one tap with half an app',
      { buttons: [code({ otp_type: 'one_tap', package_name: 'shop' })] },
      [
        'buttons.0.package_name must be the name of an Android app such as com.example.shop.',
        'buttons.0.signature_hash must have 11 characters; it has 0.',
      ],
    ],
    [
      'no tap without the terms',
      {
        buttons: [code({ otp_type: 'zero_tap', package_name: 'com.a.b', signature_hash: 'K8a/AINcGX7' })],
      },
      ["buttons.0.zero_tap_terms_accepted must be true: it says that you keep Meta's terms."],
    ],
  ])('in an authentication template: %s', (_, input, expected) => {
    expect(complaints(input, 'AUTHENTICATION')).toEqual(expected)
  })

  test('all at once', () => {
    expect(
      complaints({ body: '{{2}}', header: '*', footer: '{{1}}', buttons: [link({ url: 'x', text: '' })] }),
    ).toHaveLength(8)
  })
})
