import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'

// The server and the sandbox read Meta's rules apart from each other: what the one takes the other must take.

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await app.sandbox('PUT', '/_sandbox/settings', { json: { enforce_window: false, enforce_rates: false } })
  await app.database.query('update integrations set messages_per_second = 1000')
  return app.stop
})

const MESSAGES = '/v1/integrations/11/conversations/messages'

const text = (maxLength: number) =>
  fc.oneof(
    fc.string({ unit: 'grapheme-composite', minLength: 1, maxLength: Math.ceil(maxLength / 2) }),
    fc.constantFrom('a', 'ü', '😀', '字').map((letter) => letter.repeat(maxLength)),
  )
const fits = (maxLength: number) =>
  text(maxLength).filter(
    (value) => value.isWellFormed() && !value.includes('\0') && [...value].length <= maxLength,
  )
const trimmed = (maxLength: number) => fits(maxLength).filter((value) => value === value.trim())
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const url = fc.webUrl().filter((value) => value.length < 2_000)
const words = (maxLength: number) => fc.record({ text: fits(maxLength) })
const textHeader = fc.record({ type: fc.constant('text'), text: fits(60) })
const fileHeader = fc
  .tuple(fc.constantFrom('image', 'video', 'document'), url)
  .map(([type, link]) => ({ type, [type]: { link } }))
const header = maybe(fc.oneof(textHeader, fileHeader))
const footer = maybe(words(60))
const replies = (maxIdLength: number) =>
  fc
    .uniqueArray(fc.record({ id: trimmed(maxIdLength), title: fits(20) }), {
      minLength: 1,
      maxLength: 3,
      selector: ({ id }) => id,
    })
    .filter((all) => new Set(all.map(({ title }) => title)).size === all.length)
const whole = (type: string, parts: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record({ type: fc.constant(type), ...parts })
const named = (name: string, parameters: fc.Arbitrary<unknown>) =>
  fc.record({ name: fc.constant(name), parameters })
const link = fc.record({ display_text: fits(20), url })
const sectionsOf = <T>(items: fc.Arbitrary<T[]>, name: string) =>
  fc.tuple(items, fc.integer({ min: 1, max: 3 })).map(([all, count]) => {
    const size = Math.ceil(all.length / count)
    const parts = Array.from({ length: Math.ceil(all.length / size) }, (_, n) =>
      all.slice(n * size, (n + 1) * size),
    )
    return parts.map((part, n) => ({ title: `Section ${n}`, [name]: part }))
  })

const rows = fc.uniqueArray(fc.record({ id: fits(200), title: fits(24), description: maybe(fits(72)) }), {
  minLength: 1,
  maxLength: 10,
  selector: ({ id }) => id,
})
const products = fc.array(fc.record({ product_retailer_id: fits(200) }), { minLength: 1, maxLength: 30 })
const cards = fc
  .tuple(
    fc.constantFrom('image', 'video'),
    fc.boolean(),
    fc.array(fc.tuple(url, maybe(words(160)), link, replies(20)), { minLength: 2, maxLength: 10 }),
  )
  .map(([kind, isLink, all]) =>
    all.map(([file, body, parameters, buttons], card_index) => ({
      card_index,
      header: { type: kind, [kind]: { link: file } },
      ...(body && { body }),
      action: isLink
        ? { name: 'cta_url', parameters }
        : { buttons: buttons.map((quick_reply) => ({ type: 'quick_reply', quick_reply })) },
    })),
  )

const interactive = fc.oneof(
  whole('button', {
    header,
    body: words(1_024),
    footer,
    action: fc.record({
      buttons: replies(256).map((all) => all.map((reply) => ({ type: 'reply', reply }))),
    }),
  }),
  whole('list', {
    header: maybe(textHeader),
    body: words(4_096),
    footer,
    action: fc.record({ button: fits(20), sections: sectionsOf(rows, 'rows') }),
  }),
  whole('cta_url', { header, body: words(1_024), footer, action: named('cta_url', link) }),
  whole('flow', {
    header,
    body: words(1_024),
    footer,
    action: named(
      'flow',
      fc
        .record({
          flow_message_version: fc.constantFrom('3', 3),
          flow_cta: fits(30),
          flow_token: maybe(fits(50)),
          mode: maybe(fc.constantFrom('draft', 'published')),
          flow_action: maybe(fc.constantFrom('navigate', 'data_exchange')),
          flow_action_payload: maybe(
            fc.record({ screen: fits(200), data: fc.dictionary(fits(10), fits(10)) }),
          ),
        })
        .chain((rest) => fc.constantFrom({ flow_id: '1', ...rest }, { flow_name: 'x', ...rest })),
    ),
  }),
  whole('product', {
    body: maybe(words(1_024)),
    footer,
    action: fc.record({ catalog_id: fits(100), product_retailer_id: fits(200) }),
  }),
  whole('product_list', {
    header: textHeader,
    body: words(1_024),
    footer,
    action: fc.record({ catalog_id: fits(100), sections: sectionsOf(products, 'product_items') }),
  }),
  whole('catalog_message', {
    body: words(1_024),
    footer,
    action: fc.record({
      name: fc.constant('catalog_message'),
      parameters: maybe(fc.record({ thumbnail_product_retailer_id: maybe(fits(200)) })),
    }),
  }),
  whole('carousel', { body: words(1_024), action: fc.record({ cards }) }),
  whole('location_request_message', {
    body: words(1_024),
    action: fc.constant({ name: 'send_location' }),
  }),
)

const contacts = fc.array(
  fc.record({
    name: fc.record({ formatted_name: fits(1_000), first_name: fits(1_000), suffix: maybe(fits(50)) }),
    phones: maybe(
      fc.array(fc.record({ phone: fits(30), type: maybe(fits(20)), wa_id: maybe(fits(20)) }), {
        maxLength: 4,
      }),
    ),
    emails: maybe(fc.array(fc.record({ email: maybe(fits(50)) }), { maxLength: 3 })),
    org: maybe(fc.record({ company: maybe(fits(100)) })),
    birthday: maybe(
      fc
        .date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
        .map((at) => at.toISOString().slice(0, 10)),
    ),
  }),
  { minLength: 1, maxLength: 5 },
)

/** Whether the sandbox took all of the messages, with what it said of those that it did not. */
const awaitAll = async (ids: string[]): Promise<object[]> => {
  await expect
    .poll(
      async () => {
        const { rows } = await app.database.query(
          `select count(*)::integer as left from messages where id = any($1) and state = 'queued'`,
          [ids],
        )
        return rows[0].left
      },
      { timeout: 50_000 },
    )
    .toBe(0)
  const { rows } = await app.database.query(
    `select content, error from messages where id = any($1) and state = 'failed'`,
    [ids],
  )
  return rows
}

let person = 0
const sendAll = async (path: string, bodies: object[]): Promise<string[]> => {
  const ids: string[] = []
  for (const body of bodies) {
    person += 1
    const to = `90532${1_000_000 + person}`
    const answer = await app.call('POST', MESSAGES + path, { json: { to, ...body } })
    expect(answer.status, `${answer.text} ${JSON.stringify(body)}`).toBe(200)
    ids.push(answer.body.message_id)
  }
  return ids
}

test('every interactive object that keeps to the rules is taken here and there', async () => {
  const ids = await sendAll(
    '/interactive',
    fc.sample(interactive, 400).map((one) => ({ interactive: one })),
  )
  expect(await awaitAll(ids)).toEqual([])
})

test('all contact cards that keep to the rules are taken here and there', async () => {
  const ids = await sendAll(
    '/contacts',
    fc.sample(contacts, 80).map((all) => ({ contacts: all })),
  )
  expect(await awaitAll(ids)).toEqual([])
})
