import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { CallOptions } from '../support/call.ts'
import { rawMultipart } from '../support/multipart.ts'
import {
  expectForetold,
  fillPath,
  MESSAGES,
  type OpenApi,
  readOpenApi,
  TEMPLATES,
} from '../support/openapi.ts'

let app: TestApp
let document: OpenApi
beforeAll(async () => {
  app = await startTestApp()
  document = await readOpenApi(app)
  return app.stop
})

const wild = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '+905555555555',
    1,
    11,
    75,
    1e300,
    -1,
    0.5,
    null,
    true,
    '',
    '1',
    '[]',
    '{}',
    '[{"phone":',
    {},
    [],
  ),
  fc.constantFrom('__proto__', '\0', '\ud83d', 'x'.repeat(5_000), '{"latitude":"\\u0000"}'),
  fc.jsonValue({ maxDepth: 4 }),
)
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
/** Objects and lists under the names that interactive messages and contact cards have, with anything in them. */
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    wild,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        ...[
          'type',
          'header',
          'body',
          'text',
          'action',
          'buttons',
          'reply',
          'id',
          'title',
          'sections',
          'rows',
        ],
        ...['cards', 'parameters', 'image', 'link', 'url', 'name', 'formatted_name', 'phones', 'birthday'],
      ),
      tie('tree'),
      { maxKeys: 5 },
    ),
  ),
}))
const interactive = fc.oneof(
  tree,
  fc.record({
    type: fc.constantFrom('button', 'list', 'cta_url', 'flow', 'product', 'product_list', 'carousel'),
    header: some(tree),
    body: some(fc.oneof(tree, fc.constant({ text: 'x' }))),
    action: some(tree),
  }),
)
const body = fc.record({
  to: some(wild),
  text: some(wild),
  location: some(
    fc.oneof(wild, fc.record({ latitude: some(wild), longitude: some(wild), name: some(wild) })),
  ),
  reply_to: some(wild),
  expires_in: some(wild),
  preview_url: some(wild),
  interactive: some(interactive),
  contacts: some(
    fc.oneof(tree, fc.array(fc.record({ name: some(tree), phones: some(tree) }), { maxLength: 2 })),
  ),
  message_id: some(wild),
  emoji: some(fc.oneof(wild, fc.constant('👍'))),
  typing: some(wild),
  type: some(wild),
  caption: some(wild),
  filename: some(wild),
  template_id: some(fc.oneof(fc.constant(1), wild)),
  language_id: some(fc.oneof(fc.constant(1), wild)),
  destinations: some(
    fc.oneof(wild, fc.array(fc.oneof(wild, fc.record({ phone: wild, parameters: wild })), { maxLength: 3 })),
  ),
  phones: some(wild),
  parameters: some(fc.oneof(wild, fc.dictionary(fc.constantFrom('header-1', 'body_1', 'body2'), wild))),
})
const paths = fc.constantFrom(
  MESSAGES,
  ...['locations', 'contacts', 'media', 'interactive', 'location-request', 'reactions', 'read'].map(
    (kind) => `${MESSAGES}/${kind}`,
  ),
  `${MESSAGES}/{message_id}/read`,
  `${TEMPLATES}/send`,
  `${TEMPLATES}/send/bulk`,
)
const check = async (path: string, options: CallOptions): Promise<void> => {
  const answer = await app.call('POST', fillPath(path), options)
  expect(answer.status, answer.text).toBeLessThan(500)
  expectForetold(document, 'post', path, answer)
}

test('bad input is a 4xx that the document foretells, never a 5xx: of JSON', async () => {
  await fc.assert(
    fc.asyncProperty(paths, body, (path, json) => check(path, { json })),
    { numRuns: 800 },
  )
})

test('bad input is a 4xx that the document foretells, never a 5xx: of a urlencoded form', async () => {
  const names = fc.constantFrom(
    'to',
    'text',
    'location',
    'interactive',
    'contacts',
    'message_id',
    'destinations',
    'template_id',
    'parameters',
    'phones',
  )
  const brackets = fc.constantFrom(
    '',
    '[]',
    '[0]',
    '[0][phone]',
    '[0][parameters][body-1]',
    '[latitude]',
    '[type]',
    '[action][buttons][0][reply][id]',
    '[0][name][formatted_name]',
    '[a',
    ']',
    '[__proto__]',
  )
  const name = fc.tuple(names, brackets).map(([first, rest]) => first + rest)
  const field = fc.tuple(
    fc.oneof(name, fc.string({ unit: 'binary' })),
    fc.oneof(fc.string({ unit: 'binary' }), fc.json()),
  )
  await fc.assert(
    fc.asyncProperty(paths, fc.array(field), (path, form) => check(path, { form })),
    { numRuns: 300 },
  )
})

test('bad input is a 4xx that the document foretells, never a 5xx: of a multipart form, its bytes and its files', async () => {
  const bytes = fc.uint8Array({ maxLength: 200 })
  const part = fc.record(
    {
      name: fc.constantFrom('to', 'text', 'attachment', 'recipients', 'destinations', 'template_id', 'a[b]'),
      value: fc.oneof(bytes, fc.string(), fc.json()),
      filename: fc.constantFrom('', 'a.png', 'a.csv', '..'),
      type: fc.constantFrom('text/plain', 'application/json', 'image/png', 'x'),
    },
    { requiredKeys: ['name', 'value'] },
  )
  await fc.assert(
    fc.asyncProperty(paths, fc.array(part, { maxLength: 5 }), (path, parts) =>
      check(path, rawMultipart(parts)),
    ),
    { numRuns: 300 },
  )
})

test('bad input is a 4xx that the document foretells, never a 5xx: of any bytes, under any name', async () => {
  const types = fc.constantFrom(
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=a-boundary-of-the-tests',
    'multipart/form-data; boundary="',
    'multipart/mixed; boundary=x',
    ';',
  )
  await fc.assert(
    fc.asyncProperty(paths, types, fc.uint8Array(), (path, type, raw) =>
      check(path, { raw, headers: { 'content-type': type } }),
    ),
    { numRuns: 300 },
  )
})
