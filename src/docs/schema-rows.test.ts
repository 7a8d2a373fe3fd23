import { Type } from 'typebox'
import { describe, expect, test } from 'vitest'
import { describeType, listSchemaRows } from './schema-rows.ts'

const names = (schema: object) => listSchemaRows(schema).map(({ name }) => name)

describe('the rows of a schema', () => {
  test('name nested fields with dots and items of lists with brackets', () => {
    const schema = Type.Object({
      to: Type.String(),
      destinations: Type.Array(Type.Object({ phone: Type.String(), tags: Type.Array(Type.String()) })),
      place: Type.Union([Type.Object({ name: Type.String() }), Type.Null()]),
      rows: Type.Array(Type.Array(Type.Object({ id: Type.Integer() }))),
    })
    expect(names(schema)).toEqual([
      'to',
      'destinations',
      'destinations[].phone',
      'destinations[].tags',
      'place',
      'place.name',
      'rows',
      'rows[][].id',
    ])
  })

  test('show the fields of every choice, required where every choice requires them', () => {
    const schema = Type.Union([
      Type.Object({ a: Type.String(), b: Type.String() }),
      Type.Object({ a: Type.String(), c: Type.Optional(Type.String()) }),
    ])
    const rows = listSchemaRows(schema).map(({ name, isRequired }) => [name, isRequired])
    expect(rows).toEqual([
      ['a', true],
      ['b', false],
      ['c', false],
    ])
  })

  test('of kinds of an object show all that any of them has, however deep', () => {
    const kind = <Name extends string>(name: Name, inner: Parameters<typeof Type.Object>[0]) =>
      Type.Object({
        type: Type.Literal(name),
        action: Type.Object({ parts: Type.Array(Type.Object(inner)) }),
      })
    const schema = {
      oneOf: [kind('list', { rows: Type.String() }), kind('products', { items: Type.Integer() })],
    }
    const rows = listSchemaRows(schema).map(({ name, isRequired, limits }) => [name, isRequired, limits])
    expect(rows).toEqual([
      ['type', true, ['one of "list", "products"']],
      ['action', true, []],
      ['action.parts', true, []],
      ['action.parts[].rows', false, []],
      ['action.parts[].items', false, []],
    ])
  })

  test('show names that are the caller’s own as a star', () => {
    expect(
      names({ properties: { fields: { type: 'object', additionalProperties: { type: 'array' } } } }),
    ).toEqual(['fields', 'fields.*'])
  })

  test.each([
    [Type.Integer({ minimum: 1, maximum: 2_147_483_647 }), []],
    [Type.Integer({ minimum: 1, maximum: 2_592_000 }), ['1–2,592,000']],
    [Type.Number({ minimum: -180, maximum: 180 }), ['-180 to 180']],
    [Type.String({ maxLength: 64 }), ['at most 64 characters']],
    [Type.Array(Type.String(), { minItems: 2 }), ['at least 2 items']],
    [Type.Literal('Bearer'), ['always "Bearer"']],
    [{ type: 'string', enum: ['a', 'b'], default: 'a' }, ['one of "a", "b"', 'default "a"']],
  ])('tell limits: %j', (schema, limits) => {
    expect(listSchemaRows({ properties: { field: schema } })[0]?.limits).toEqual(limits)
  })
})

describe('the type of a field', () => {
  test.each([
    [{ type: 'string', format: 'binary' }, 'file'],
    [{ type: ['object', 'array'] }, 'object or list'],
    [Type.Array(Type.Integer()), 'list of integers'],
    [Type.Array(Type.Union([Type.String(), Type.Null()])), 'list of string or null'],
    [Type.Union([Type.String(), Type.Null()]), 'string or null'],
    [{ enum: ['a', 1] }, 'string or number'],
    [{}, 'any'],
  ])('%j is %s', (schema, words) => {
    expect(describeType(schema)).toBe(words)
  })
})
