import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Attachment } from './attachment.ts'
import type { CloudComponent, CloudTemplate } from './cloud-template.ts'
import { compileTemplate, prepareTemplate } from './compile.ts'
import { parseDefinition } from './parse-definition.ts'
import { listVariableKeys } from './variables.ts'

/** A part of a template as Meta describes it, what a send gives for it, and what then goes out. */
type Case = {
  component?: (named: boolean) => unknown
  values?: (named: boolean) => Record<string, unknown>
  attachment?: Attachment
  sent?: (named: boolean) => CloudComponent[]
}

const text = (named: boolean, name: string, value: string) =>
  named
    ? { type: 'text' as const, parameter_name: name, text: value }
    : { type: 'text' as const, text: value }

const fileHeader = (kind: 'image' | 'video' | 'document'): Case => ({
  component: () => ({ type: 'HEADER', format: kind.toUpperCase() }),
  attachment: { kind, mediaId: 'upload:1' },
  sent: () => [{ type: 'header', parameters: [{ type: kind, [kind]: { id: 'upload:1' } }] }],
})

const headers: Record<string, Case> = {
  none: {},
  'fixed text': { component: () => ({ type: 'HEADER', format: 'TEXT', text: 'News' }) },
  text: {
    component: (named) => ({ type: 'HEADER', format: 'TEXT', text: named ? 'For {{who}}' : 'For {{1}}' }),
    values: (named) => ({ [named ? 'header-who' : 'header-1']: 'Ada' }),
    sent: (named) => [{ type: 'header', parameters: [text(named, 'who', 'Ada')] }],
  },
  image: fileHeader('image'),
  video: fileHeader('video'),
  document: fileHeader('document'),
  location: {
    component: () => ({ type: 'HEADER', format: 'LOCATION' }),
    values: () => ({ 'header-location': { latitude: 1, longitude: 2 } }),
    sent: () => [
      { type: 'header', parameters: [{ type: 'location', location: { latitude: 1, longitude: 2 } }] },
    ],
  },
}

const bodies: Record<string, Case> = {
  'fixed body': { component: () => ({ type: 'BODY', text: 'Hello' }) },
  'body with one': {
    component: (named) => ({ type: 'BODY', text: named ? 'Hi {{who}}!' : 'Hi {{1}}!' }),
    values: (named) => ({ [named ? 'body-who' : 'body-1']: 'x' }),
    sent: (named) => [{ type: 'body', parameters: [text(named, 'who', 'x')] }],
  },
  'body with two': {
    component: (named) => ({ type: 'BODY', text: named ? '{{b}}, {{a_1}}' : '{{2}}, {{1}}' }),
    values: (named) => (named ? { 'body-b': 'x', 'body-a_1': 'y' } : { 'body-1': 'x', 'body-2': 'y' }),
    sent: (named) => [{ type: 'body', parameters: [text(named, 'b', 'x'), text(named, 'a_1', 'y')] }],
  },
}

const button = (entry: object, sent?: CloudComponent, value?: string): Case => ({
  // The button stands second, so that its key says 2 and its index 1.
  component: () => ({ type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'No' }, entry] }),
  values: () => (value === undefined ? {} : { 'button-2': value }),
  sent: () => (sent ? [sent] : []),
})

const buttons: Record<string, Case> = {
  'no button': {},
  quick_reply: button({ type: 'QUICK_REPLY', text: 'Yes' }),
  'fixed url': button({ type: 'URL', text: 'Shop', url: 'https://a.example/' }),
  url: button(
    { type: 'URL', text: 'Shop', url: 'https://a.example/{{1}}' },
    { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'p/1' }] },
    'p/1',
  ),
  phone_number: button({ type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550100' }),
  copy_code: button(
    { type: 'COPY_CODE', text: 'Copy' },
    {
      type: 'button',
      sub_type: 'copy_code',
      index: '1',
      parameters: [{ type: 'coupon_code', coupon_code: 'C1' }],
    },
    'C1',
  ),
  flow: button(
    { type: 'FLOW', text: 'Book', flow_id: '9' },
    {
      type: 'button',
      sub_type: 'flow',
      index: '1',
      parameters: [{ type: 'action', action: { flow_token: 'unused' } }],
    },
  ),
  catalog: button({ type: 'CATALOG', text: 'View catalog' }),
  voice_call: button({ type: 'VOICE_CALL', text: 'Ring' }),
  request_contact_info: button({ type: 'REQUEST_CONTACT_INFO' }),
}

const define = (components: unknown[], named: boolean) =>
  parseDefinition({
    name: 'n',
    languageCode: 'tr',
    category: 'UTILITY',
    parameterFormat: named ? 'NAMED' : 'POSITIONAL',
    components,
  })

describe.each([
  ['positional', false],
  ['named', true],
])('with %s parameters', (_, named) => {
  for (const [headerName, header] of Object.entries(headers)) {
    it.each(
      Object.entries(bodies).flatMap(([bodyName, body]) =>
        Object.entries(buttons).map(
          ([buttonName, entry]) => [`${bodyName}, ${buttonName}`, body, entry] as const,
        ),
      ),
    )(`a header of ${headerName}, a %s compile to what they need and no more`, (_name, body, entry) => {
      const parts = [header, body, entry]
      const components = parts.flatMap((part) => part.component?.(named) ?? [])
      const values = Object.assign({}, ...parts.map((part) => part.values?.(named)))
      const result = compileTemplate(define(components, named), values, header.attachment)
      expect(result).toEqual({
        ok: true,
        template: {
          name: 'n',
          language: { code: 'tr' },
          components: parts.flatMap((part) => part.sent?.(named) ?? []),
        },
        warnings: [],
      })
    })
  }
})

describe('a one-time password goes into the body and into the button, whatever kind that is', () => {
  const asCreated = (otp_type: string) => ({ type: 'OTP', otp_type, text: 'Copy' })
  const asRead = (otp_type: string) => ({
    type: 'URL',
    text: 'Copy',
    url: `https://www.whatsapp.com/otp/code/?otp_type=${otp_type}&code=otp{{1}}`,
    example: [`https://www.whatsapp.com/otp/code/?otp_type=${otp_type}&code=otp123456`],
  })

  it.each(
    ['COPY_CODE', 'ONE_TAP', 'ZERO_TAP'].flatMap((kind) => [
      [`${kind}, as it is created`, asCreated(kind)] as const,
      [`${kind}, as Meta tells it back`, asRead(kind)] as const,
    ]),
  )('%s', (_, entry) => {
    const components = [
      { type: 'BODY', text: '*{{1}}* is your verification code.' },
      { type: 'FOOTER', text: 'This code expires in 10 minutes.' },
      { type: 'BUTTONS', buttons: [entry] },
    ]
    const source = { name: 'n', languageCode: 'en', category: 'AUTHENTICATION', parameterFormat: null }
    expect(compileTemplate(parseDefinition({ ...source, components }), { 'body-1': '123456' })).toEqual({
      ok: true,
      template: {
        name: 'n',
        language: { code: 'en' },
        components: [
          { type: 'body', parameters: [{ type: 'text', text: '123456' }] },
          { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '123456' }] },
        ],
      },
      warnings: [],
    })
  })
})

it('two links keep their places, with the value of each in its own', () => {
  const buttons = [
    { type: 'URL', text: 'A', url: 'https://a.example/{{1}}' },
    { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550100' },
    { type: 'URL', text: 'B', url: 'https://b.example/{{1}}' },
  ]
  const components = [
    { type: 'BODY', text: 'Hello' },
    { type: 'BUTTONS', buttons },
  ]
  const result = compileTemplate(define(components, false), { 'button-3': 'b', 'button-1': 'a' })
  expect(result).toMatchObject({
    template: {
      components: [
        { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'a' }] },
        { type: 'button', sub_type: 'url', index: '2', parameters: [{ type: 'text', text: 'b' }] },
      ],
    },
  })
})

/** How many values a compiled template carries; a file and a flow's token are none of the caller's parameters. */
const parameterCount = ({ components }: CloudTemplate): number =>
  components
    .flatMap(({ parameters }): { type: string }[] => parameters)
    .filter(({ type }) => ['text', 'coupon_code', 'location'].includes(type)).length

const pick = (cases: Record<string, Case>) => fc.constantFrom(...Object.values(cases))

const variableText = (named: boolean) =>
  named
    ? fc
        .uniqueArray(fc.stringMatching(/^[a-z][a-z0-9_]{0,6}$/), { maxLength: 8 })
        .map((names) => `To ${names.map((name) => `{{${name}}}`).join(', ')}.`)
    : fc
        .nat({ max: 8 })
        .map((count) => `To ${Array.from({ length: count }, (_, at) => `{{${at + 1}}}`).join(', ')}.`)

const anyTemplate = fc.boolean().chain((named) =>
  fc.record({ header: pick(headers), button: pick(buttons), text: variableText(named) }).map((parts) => ({
    attachment: parts.header.attachment,
    definition: define(
      [
        parts.header.component?.(named),
        { type: 'BODY', text: parts.text },
        parts.button.component?.(named),
      ].filter((component) => component !== undefined),
      named,
    ),
  })),
)

const valueFor = (key: string) => (key === 'header-location' ? '{"latitude":1,"longitude":2}' : 'v')

describe('for any template', () => {
  it('as many parameters go out as it has variables', () => {
    fc.assert(
      fc.property(anyTemplate, ({ definition, attachment }) => {
        const keys = listVariableKeys(definition)
        const values = Object.fromEntries(keys.map((key) => [key, valueFor(key)]))
        const result = compileTemplate(definition, values, attachment)
        expect(result.ok && parameterCount(result.template)).toBe(keys.length)
      }),
    )
  })

  it('leaving out any one value is told by its key, and by nothing else', () => {
    fc.assert(
      fc.property(anyTemplate, ({ definition, attachment }) => {
        const { keys, compile } = prepareTemplate(definition)
        for (const missing of keys) {
          const given = keys.filter((key) => key !== missing).map((key) => [key, valueFor(key)])
          const result = compile(Object.fromEntries(given), attachment)
          expect(result.ok ? [] : result.errors.map(({ key, problem }) => [key, problem])).toEqual([
            [missing, 'is required.'],
          ])
        }
      }),
    )
  })

  it('every spelling of the keys compiles to the same', () => {
    fc.assert(
      fc.property(anyTemplate, fc.constantFrom('_', ''), ({ definition, attachment }, separator) => {
        const { keys, compile } = prepareTemplate(definition)
        const exact = Object.fromEntries(keys.map((key) => [key, valueFor(key)]))
        const respelt = Object.fromEntries(keys.map((key) => [key.replace('-', separator), valueFor(key)]))
        expect(compile(respelt, attachment)).toEqual(compile(exact, attachment))
      }),
    )
  })

  it('nothing that Meta or a caller could send makes it throw', () => {
    const part = fc.record(
      {
        type: fc.constantFrom('HEADER', 'BODY', 'FOOTER', 'BUTTONS'),
        format: fc.constantFrom('TEXT', 'IMAGE', 'LOCATION', 'X'),
        text: fc.oneof(fc.constantFrom('{{1}}', '{{a}} {{b}}', 'plain'), fc.jsonValue()),
        buttons: fc.oneof(
          fc.array(
            fc.record({
              type: fc.constantFrom('URL', 'OTP', 'COPY_CODE', 'FLOW'),
              url: fc.constant('h{{1}}'),
            }),
          ),
          fc.jsonValue(),
        ),
      },
      { requiredKeys: ['type'] },
    )
    const key = fc.oneof(
      fc.string(),
      fc.constantFrom('body-1', 'header-location', 'button_1', 'body-a', '__proto__'),
    )
    fc.assert(
      fc.property(
        fc.oneof(fc.array(part), fc.jsonValue()),
        fc.boolean(),
        fc.dictionary(key, fc.jsonValue()),
        (components, named, values) => {
          const definition = parseDefinition({
            name: 'n',
            languageCode: 'en',
            category: 'AUTHENTICATION',
            parameterFormat: named ? 'NAMED' : null,
            components,
          })
          const result = compileTemplate(definition, values)
          expect(result.ok || result.errors.length > 0).toBe(true)
        },
      ),
    )
  })
})
