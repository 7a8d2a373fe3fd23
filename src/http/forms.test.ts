import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseForm, readJsonText } from './forms.ts'

const plain = (value: unknown) => JSON.parse(JSON.stringify(value))

test('names a thousand levels deep are refused', () => {
  expect(() => parseForm([[`a${'[b]'.repeat(1_000)}`, 'x']])).toThrow(/nested deeper/)
})

test.each(['__proto__[x]', 'a[__proto__][x]', 'constructor[prototype][x]', '__proto__'])(
  'the prototype name in %s is refused and changes nothing',
  (name) => {
    expect(() => parseForm([[name, 'polluted']])).toThrow(/reserved name/)
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  },
)

test('names that contradict each other are refused', () => {
  expect(() =>
    parseForm([
      ['a', '1'],
      ['a[b]', '2'],
    ]),
  ).toThrow(/both as a value/)
  expect(() => parseForm([['a[b', '1']].concat([['a[b]c]', '2']]) as [string, string][])).toThrow(
    /unbalanced/,
  )
})

test('the documented names spell the documented body', () => {
  const form = parseForm([
    ['template_id', '1'],
    ['destinations[0][phone]', '+905555555555'],
    ['destinations[0][parameters][header-1]', 'Header 1'],
    ['destinations[0][parameters][body-1]', 'Body 1'],
  ])
  expect(plain(form)).toEqual({
    template_id: '1',
    destinations: [{ phone: '+905555555555', parameters: { 'header-1': 'Header 1', 'body-1': 'Body 1' } }],
  })
})

test('empty brackets append and indexes order a list whatever the order they come in', () => {
  expect(plain(parseForm(['a', 'b'].map((value) => ['phones[]', value] as const)))).toEqual({
    phones: ['a', 'b'],
  })
  expect(plain(parseForm(['10', '2', '1'].map((n) => [`x[${n}]`, n] as const)))).toEqual({
    x: ['1', '2', '10'],
  })
})

test('JSON text is read where the schema wants an object or a list, and stays text elsewhere', () => {
  const schema = {
    type: 'object',
    properties: {
      location: { type: 'object', properties: { latitude: { type: 'number' } } },
      destinations: { type: 'array', items: { type: 'object' } },
      text: { type: 'string' },
    },
  }
  const form = parseForm([
    ['location', '{"latitude": 1}'],
    ['destinations[]', '{"phone":"+90"}'],
    ['text', '{"not":"read"}'],
  ])
  expect(plain(readJsonText(form, schema))).toEqual({
    location: { latitude: 1 },
    destinations: [{ phone: '+90' }],
    text: '{"not":"read"}',
  })
  expect(readJsonText('[broken', { type: 'array' })).toBe('[broken')
})

test('no form makes it throw anything but a 400', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (fields) => {
      try {
        parseForm(fields)
      } catch (error) {
        expect(error).toMatchObject({ status: 400 })
      }
    }),
  )
})
