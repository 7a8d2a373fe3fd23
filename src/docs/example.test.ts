import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { exampleOf } from './example.ts'

test('an example has the required fields, and the optional ones that have an example of their own', () => {
  const schema = Type.Object({
    to: Type.String({ examples: ['+905555555555'] }),
    text: Type.Optional(Type.String({ examples: ['Hello!'] })),
    preview_url: Type.Optional(Type.Boolean()),
    location: Type.Optional(Type.Object({ name: Type.String({ examples: ['HQ'] }) })),
    items: Type.Array(Type.Object({ id: Type.Integer() })),
  })
  expect(exampleOf(schema)).toEqual({ to: '+905555555555', text: 'Hello!', items: [{ id: 1 }] })
})

test.each([
  [Type.Union([Type.String(), Type.Null()]), 'logo', null],
  [Type.Union([Type.String({ examples: ['x'] }), Type.Null()]), 'logo', 'x'],
  [Type.String(), 'created_at', '2024-05-31T06:33:30.000000Z'],
  [Type.String(), 'url', 'https://example.com/'],
  [Type.String({ minLength: 8 }), 'name', 'name....'],
  [Type.Integer({ minimum: 5 }), 'count', 5],
  [Type.Array(Type.String()), 'phones', ['+905555555555']],
  [Type.Record(Type.String(), Type.String()), 'content', {}],
])('without examples it goes by type and name: %j', (schema, name, example) => {
  expect(exampleOf(schema, name)).toEqual(example)
})
