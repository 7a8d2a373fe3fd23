import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { createSerializerBuilder } from './serializers.ts'

const build = () => createSerializerBuilder()({}, {} as never)
const route = { method: 'GET', url: '/', httpStatus: '200' }

test('one shape has one function, whatever is said of its fields', () => {
  const compile = build()
  const said = Type.Object({ id: Type.Integer({ description: 'Ascending.', examples: [1] }) })
  const saidOtherwise = Type.Object({ id: Type.Integer() }, { description: 'One of them' })
  expect(compile({ ...route, schema: said })).toBe(compile({ ...route, schema: saidOtherwise }))
})

test('a field that is named like what is said of fields is a field', () => {
  const compile = build()
  const named = Type.Object({ description: Type.String(), examples: Type.Array(Type.Integer()) })
  const other = Type.Object({ description: Type.Integer() })
  expect(compile({ ...route, schema: named })({ description: 'A', examples: [1] })).toBe(
    '{"description":"A","examples":[1]}',
  )
  expect(compile({ ...route, schema: other })({ description: 1 })).toBe('{"description":1}')
})
