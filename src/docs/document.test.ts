import { expect, test } from 'vitest'
import { listOperationGroups, toAnchor } from './document.ts'

test('operations stand by tag in the document’s order, tags that it does not describe after, untagged last', () => {
  const groups = listOperationGroups({
    tags: [{ name: 'B', description: 'The second letter.' }, { name: 'Empty' }, { name: 'A' }],
    paths: {
      '/none': { get: {} },
      '/a': { get: { tags: ['A'] } },
      '/new': { get: { tags: ['New'] } },
      '/b': { post: { tags: ['B'] }, get: { tags: ['B'] }, parameters: {} as object },
    },
  })
  expect(
    groups.map(({ name, operations }) => [name, operations.map(({ method, path }) => `${method} ${path}`)]),
  ).toEqual([
    ['B', ['GET /b', 'POST /b']],
    ['A', ['GET /a']],
    ['New', ['GET /new']],
    ['Other', ['GET /none']],
  ])
})

test('anchors are told apart though operations have no names, or the same', () => {
  const [group] = listOperationGroups({
    paths: {
      '/a': { get: { operationId: 'sendIt' }, post: { operationId: 'send-it' } },
      '/{b}': { get: {} },
    },
  })
  expect(group?.operations.map(({ id }) => id)).toEqual(['send-it', 'send-it-2', 'get-b'])
})

test('a schema that refers to itself ends', () => {
  const [group] = listOperationGroups({
    components: { schemas: { Tree: { properties: { tree: { $ref: '#/components/schemas/Tree' } } } } },
    paths: {
      '/': {
        get: {
          responses: {
            200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Tree' } } } },
          },
        },
      },
    },
  })
  expect(group?.operations[0]?.answers[0]?.schema?.properties?.['tree']?.properties).toHaveProperty('tree')
})

test.each([
  ['sendTemplate', 'send-template'],
  ['get-/v1/me', 'get-v1-me'],
  ['"><script>', 'script'],
  ['…', 'unnamed'],
])('the anchor of %s is %s', (name, anchor) => {
  expect(toAnchor(name)).toBe(anchor)
})
