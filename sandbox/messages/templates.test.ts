import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../testing/start-test-sandbox.ts'

let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox({ settings: { enforce_rates: false } })
})
afterAll(() => sandbox.close())

const link = 'https://example.com/a'
const texts = (...values: string[]) => values.map((text) => ({ type: 'text', text }))
const header = (...parameters: unknown[]) => ({ type: 'header', parameters })
const body = (...values: string[]) => ({ type: 'body', parameters: texts(...values) })
const button = (sub_type: string, index: unknown, ...parameters: unknown[]) => ({
  type: 'button',
  sub_type,
  index,
  parameters,
})
const named = (values: Record<string, string>) =>
  Object.entries(values).map(([parameter_name, text]) => ({ type: 'text', parameter_name, text }))

const sendTemplate = (name: string, code: string, components?: unknown[], to?: string) =>
  sandbox.send({
    ...(to !== undefined && { to }),
    type: 'template',
    template: { name, language: { code }, ...(components && { components }) },
  })

const full = [header(...texts('Ahmet')), body('SP1', 'tomorrow')]

describe('a template that cannot be sent', () => {
  it.each([
    ['no such name', 132001, 404, 'template_99', 'en', full],
    ['not in this language', 132001, 404, 'template_01', 'de', full],
    ['in review', 132001, 404, 'template_02', 'en', []],
    ['no parameters', 132000, 400, 'template_01', 'en', undefined],
    ['too few in the body', 132000, 400, 'template_01', 'en', [header(...texts('a')), body('x')]],
    ['too many in the body', 132000, 400, 'template_01', 'en', [header(...texts('a')), body('x', 'y', 'z')]],
    [
      'a header too many',
      132000,
      400,
      'sample_issue_resolution',
      'en_US',
      [header(...texts('a')), body('x')],
    ],
    [
      'a picture for a text header',
      132012,
      400,
      'template_01',
      'en',
      [header({ type: 'image', image: { link } }), body('x', 'y')],
    ],
    ['no picture for a picture header', 132012, 400, 'travel_offer', 'en_US', [body('a', 'b', 'c')]],
    [
      'a film for a picture header',
      132012,
      400,
      'travel_offer',
      'en_US',
      [header({ type: 'video', video: { link } }), body('a', 'b', 'c')],
    ],
    ['no place for a location header', 132012, 400, 'delivery_on_its_way', 'en', [body('a', 'b')]],
    ['an empty text', 131008, 400, 'template_01', 'en', [header(...texts('a')), body('', 'y')]],
    [
      'a parameter without its name',
      132018,
      400,
      'appointment_reminder',
      'en',
      [header(...texts('a')), body('x', 'y')],
    ],
    [
      'a parameter of another name',
      132018,
      400,
      'appointment_reminder',
      'en',
      [header(...named({ first_name: 'a' })), { type: 'body', parameters: named({ day: 'x', hour: 'y' }) }],
    ],
    [
      'no value for the link',
      131008,
      400,
      'invoice_ready',
      'en',
      [header({ type: 'document', document: { link } }), body('a', 'b')],
    ],
    [
      'a value for a link without variable',
      132018,
      400,
      'new_collection',
      'en',
      [header({ type: 'video', video: { link } }), body('a'), button('url', 0, ...texts('x'))],
    ],
    ['no coupon', 131008, 400, 'coupon', 'en', [body('a', 'b')]],
    [
      'a coupon of 21 characters',
      131009,
      400,
      'coupon',
      'en',
      [body('a', 'b'), button('copy_code', 0, { type: 'coupon_code', coupon_code: 'x'.repeat(21) })],
    ],
    ['no code in the button', 131008, 400, 'login_code', 'en', [body('123456')]],
    [
      'a code of 16 characters',
      131009,
      400,
      'login_code',
      'en',
      [body('1'), button('url', '0', ...texts('1'.repeat(16)))],
    ],
    [
      'a button that is not there',
      132018,
      400,
      'coupon',
      'en',
      [body('a', 'b'), button('copy_code', 5, { type: 'coupon_code', coupon_code: 'x' })],
    ],
    [
      'a button of another kind',
      132018,
      400,
      'coupon',
      'en',
      [body('a', 'b'), button('url', 0, ...texts('x'))],
    ],
    [
      'a text too long',
      132005,
      400,
      'template_01',
      'en',
      [header(...texts('a')), body('x'.repeat(1024), 'y')],
    ],
    [
      'a component twice',
      131009,
      400,
      'template_01',
      'en',
      [header(...texts('a')), body('x', 'y'), body('x', 'y')],
    ],
    ['a component of no known type', 131009, 400, 'template_01', 'en', [{ type: 'feet' }]],
  ])('%s', async (_name, code, status, name, language, components) => {
    const answer = await sendTemplate(name, language, components)
    expect(answer.body.error).toMatchObject({ code })
    expect(answer.status).toBe(status)
  })

  it('is told apart by the words of the real service', async () => {
    const { body: answer } = await sendTemplate('template_01', 'en', [header(...texts('a')), body('x')])
    expect(answer.error.error_data.details).toBe(
      'body: number of localizable_params (1) does not match the expected number of params (2)',
    )
  })

  it.each([
    ['PAUSED', 132015, 400],
    ['DISABLED', 132016, 400],
    ['REJECTED', 132001, 404],
  ])('is %s', async (state, code, status) => {
    await sandbox.control('POST', 'templates', { name: 'hello_world', language: 'en_US', status: state })
    const answer = await sendTemplate('hello_world', 'en_US')
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
    await sandbox.control('POST', 'templates', { name: 'hello_world', language: 'en_US', status: 'APPROVED' })
    expect((await sendTemplate('hello_world', 'en_US')).status).toBe(200)
  })

  it('has a code button and goes to a user id', async () => {
    const parts = [body('123456'), button('url', '0', ...texts('123456'))]
    const answer = await sendTemplate('login_code', 'en', parts, 'US.13491208655302741918')
    expect(answer.body.error.code).toBe(131062)
  })
})

describe('a template that can be sent', () => {
  it.each([
    ['template_01', 'en', full],
    ['template_01', 'tr', full],
    ['template_02', 'tr', full],
    ['hello_world', 'en_US', undefined],
    [
      'summer_campaign',
      'tr',
      [
        header({ type: 'image', image: { link } }),
        { type: 'body', parameters: named({ discount: '1', first_name: '2' }) },
        button('quick_reply', '1', { type: 'payload', payload: 'p' }),
      ],
    ],
    ['new_collection', 'en', [header({ type: 'video', video: { link } }), body('a')]],
    ['coupon', 'en', [body('a', 'b'), button('COPY_CODE', 0, { type: 'coupon_code', coupon_code: '25OFF' })]],
    ['book_a_visit', 'en_US', [button('flow', '0', { type: 'action', action: { flow_token: 't' } })]],
    [
      'intro_catalog_offer',
      'en_US',
      [
        body('1', '2', '3'),
        button('CATALOG', 0, { type: 'action', action: { thumbnail_product_retailer_id: 'x' } }),
      ],
    ],
    [
      'invoice_ready',
      'en',
      [
        header({ type: 'document', document: { link, filename: 'a.pdf' } }),
        body('a', 'b'),
        button('URL', '0', ...texts('x')),
      ],
    ],
    [
      'delivery_on_its_way',
      'en',
      [header({ type: 'location', location: { latitude: 41, longitude: 29, name: 'A' } }), body('a', 'b')],
    ],
    [
      'appointment_reminder',
      'en',
      [
        { type: 'HEADER', parameters: named({ first_name: 'a' }) },
        { type: 'BODY', parameters: named({ time: 'x', day: 'y' }) },
      ],
    ],
    ['login_code', 'tr', [body('123456'), button('url', '0', ...texts('123456'))]],
    ['login_code_one_tap', 'en', [body('123456'), button('url', 0, ...texts('123456'))]],
  ])('%s in %s', async (name, language, components) => {
    const answer = await sendTemplate(name, language, components)
    expect(answer.body).toMatchObject({ messages: [{ id: expect.any(String), message_status: 'accepted' }] })
  })

  it('has an uploaded file in its header', async () => {
    const id = await sandbox.upload('image/png', 'png')
    const answer = await sendTemplate('travel_offer', 'en_US', [
      header({ type: 'image', image: { id } }),
      body('a', 'b', 'c'),
    ])
    expect(answer.status).toBe(200)
  })
})
