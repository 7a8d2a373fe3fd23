import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '../testing/graph-client.ts'
import { type Receiver, startReceiver } from '../testing/start-receiver.ts'
import { startTestSandbox, type TestSandbox } from '../testing/start-test-sandbox.ts'

let sandbox: TestSandbox
let receiver: Receiver
let path: string
/** The sandbox's clock, beside the real one. */
let aheadMs = 0

beforeEach(async () => {
  aheadMs = 0
  sandbox = await startTestSandbox({ now: () => Date.now() + aheadMs })
  receiver = await startReceiver()
  path = `${sandbox.credentials.waba_id}/message_templates`
})
afterEach(async () => {
  await sandbox.close()
  await receiver.close()
})

const definition = (more: Record<string, unknown> = {}) => ({
  name: 'seasonal',
  language: 'en_US',
  category: 'marketing',
  components: [{ type: 'body', text: 'Use {{1}} today', example: { body_text: [['25OFF']] } }],
  ...more,
})
const body = (text: string, ...examples: string[]) => ({
  type: 'BODY',
  text,
  example: { body_text: [examples] },
})
const withParts = (...components: unknown[]) => definition({ components })
const buttons = (...list: unknown[]) => withParts(body('Hello there'), { type: 'BUTTONS', buttons: list })
const quick = (text: string) => ({ type: 'QUICK_REPLY', text })
const url = (more: Record<string, unknown>) => ({ type: 'URL', text: 'Go', ...more })
const updates = () => receiver.changes('message_template_status_update').map(({ value }) => value)

describe('a new template', () => {
  it('is pending, then approved, and the webhook tells it; then it can be sent', async () => {
    await receiver.subscribe(sandbox)
    const created = await sandbox.graph('POST', path, definition())
    expect(created.body).toEqual({
      id: expect.stringMatching(/^\d{15}$/),
      status: 'PENDING',
      category: 'MARKETING',
    })
    await receiver.until(() => updates().length === 1)
    expect(updates()).toEqual([
      {
        event: 'APPROVED',
        message_template_id: Number(created.body.id),
        message_template_name: 'seasonal',
        message_template_language: 'en_US',
        reason: 'NONE',
        message_template_category: 'MARKETING',
      },
    ])
    expect(receiver.deliveries.at(-1)?.json.entry[0]?.time).toBeTypeOf('number')
    const template = {
      name: 'seasonal',
      language: { code: 'en_US' },
      components: [{ type: 'body', parameters: [{ type: 'text', text: 'x' }] }],
    }
    expect((await sandbox.send({ type: 'template', template })).status).toBe(200)
  })

  it('is turned down when its parameters stand side by side', async () => {
    await receiver.subscribe(sandbox)
    await sandbox.graph('POST', path, withParts(body('We like {{1}} {{2}} very much', 'a', 'b')))
    await receiver.until(() => updates().length === 1)
    expect(updates()).toMatchObject([
      { event: 'REJECTED', reason: 'INVALID_FORMAT', rejection_info: { recommendation: expect.any(String) } },
    ])
    const { body: list } = await sandbox.graph('GET', `${path}?name=seasonal&fields=status,rejected_reason`)
    expect(list.data).toMatchObject([{ status: 'REJECTED', rejected_reason: 'INVALID_FORMAT' }])
  })

  it('is reviewed to its end after a restart', async () => {
    await sandbox.control('PUT', 'settings', { review_ms: 50 })
    await receiver.subscribe(sandbox)
    await sandbox.graph('POST', path, definition())
    await sandbox.restart()
    await receiver.until(() => updates().length === 1)
    expect(updates()).toMatchObject([{ event: 'APPROVED' }])
  })

  it.each([
    ['name', definition({ name: 'Not Good' })],
    ['language', definition({ language: 'xx' })],
    ['category', definition({ category: 'FUN' })],
    ['parameter_format', definition({ parameter_format: 'RANDOM' })],
    ['components', definition({ components: [] })],
    ['no body', withParts({ type: 'FOOTER', text: 'a' })],
    ['body too long', withParts(body('x'.repeat(1025)))],
    ['body without sample', withParts({ type: 'BODY', text: 'Hi {{1}} there' })],
    ['variable at the end', withParts(body('Hello {{1}}', 'a'))],
    ['variables with a gap', withParts(body('Hello {{1}} and {{3}} there', 'a', 'b', 'c'))],
    ['named variable in a positional template', withParts(body('Hello {{name}} there', 'a'))],
    ['header too long', withParts({ type: 'HEADER', format: 'TEXT', text: 'x'.repeat(61) }, body('Hello'))],
    [
      'two variables in the header',
      withParts(
        { type: 'HEADER', format: 'TEXT', text: '{{1}} and {{2}}', example: { header_text: ['a', 'b'] } },
        body('Hello'),
      ),
    ],
    ['picture without sample', withParts({ type: 'HEADER', format: 'IMAGE' }, body('Hello'))],
    ['footer too long', withParts(body('Hello'), { type: 'FOOTER', text: 'x'.repeat(61) })],
    ['footer with a variable', withParts(body('Hello'), { type: 'FOOTER', text: 'a {{1}} b' })],
    ['11 buttons', buttons(...Array.from({ length: 11 }, (_, n) => quick(`${n}`)))],
    ['button text of 26', buttons(quick('x'.repeat(26)))],
    [
      'three links',
      buttons(
        url({ url: 'https://a.example' }),
        url({ url: 'https://b.example' }),
        url({ url: 'https://c.example' }),
      ),
    ],
    [
      'a link with its variable in the middle',
      buttons(url({ url: 'https://a.example/{{1}}/x', example: ['a'] })),
    ],
    ['a link without sample', buttons(url({ url: 'https://a.example/{{1}}' }))],
    [
      'two phone numbers',
      buttons(
        { type: 'PHONE_NUMBER', text: 'a', phone_number: '1' },
        { type: 'PHONE_NUMBER', text: 'b', phone_number: '2' },
      ),
    ],
    ['quick replies apart', buttons(quick('a'), url({ url: 'https://a.example' }), quick('b'))],
    ['a code button in marketing', buttons({ type: 'OTP', otp_type: 'COPY_CODE' })],
    ['authentication without a code button', definition({ category: 'AUTHENTICATION' })],
    [
      'an expiry of 91 minutes',
      definition({
        category: 'AUTHENTICATION',
        components: [
          { type: 'BODY' },
          { type: 'FOOTER', code_expiration_minutes: 91 },
          { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
        ],
      }),
    ],
    [
      'an authentication template with words of its own',
      definition({
        category: 'AUTHENTICATION',
        components: [
          { type: 'BODY', text: 'Code {{1}} it is', example: { body_text: [['1']] } },
          { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
        ],
      }),
    ],
    ['a header with an emoji', withParts({ type: 'HEADER', format: 'TEXT', text: 'Hi 🎉' }, body('Hello'))],
    ['a footer on two lines', withParts(body('Hello'), { type: 'FOOTER', text: 'a\nb' })],
    ['a button whose text has a variable', buttons(quick('Hi {{1}}'))],
    ['a marketing message that lives a minute', definition({ message_send_ttl_seconds: 60 })],
    ['one that is there already', definition({ name: 'template_01', language: 'en' })],
  ])('is refused with code 100: %s', async (_name, fields) => {
    const answer = await sandbox.graph('POST', path, fields)
    expect([answer.status, answer.body.error.code]).toEqual([400, 100])
    expect(answer.body.error.error_data.details).toBeTypeOf('string')
  })

  it.each([
    [
      'named',
      definition({
        parameter_format: 'NAMED',
        components: [
          {
            type: 'BODY',
            text: 'Hi {{first_name}}, hello',
            example: { body_text_named_params: [{ param_name: 'first_name', example: 'A' }] },
          },
        ],
      }),
    ],
    [
      'with every kind of button',
      buttons(
        quick('a'),
        quick('b'),
        url({ url: 'https://a.example/{{1}}', example: ['x'] }),
        { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+905554443322' },
        { type: 'COPY_CODE', example: '25OFF' },
      ),
    ],
    [
      'with a handle from elsewhere',
      withParts(
        { type: 'HEADER', format: 'DOCUMENT', example: { header_handle: ['4::abc:def'] } },
        body('Hello'),
      ),
    ],
  ])('is taken: %s', async (_name, fields) => {
    expect((await sandbox.graph('POST', path, fields)).body).toMatchObject({ status: 'PENDING' })
  })
})

describe('a template that is there', () => {
  it('goes back into review when it is edited', async () => {
    const { body: list } = await sandbox.graph('GET', `${path}?name=hello_world`)
    const { id } = list.data[0]
    await sandbox.control('PUT', 'settings', { review_ms: 60_000 })
    expect((await sandbox.graph('POST', id, {})).status).toBe(400)
    expect((await sandbox.graph('POST', id, { components: [body('New words')] })).body).toEqual({
      success: true,
    })
    expect((await sandbox.graph('GET', `${id}?fields=status,components`)).body).toMatchObject({
      status: 'PENDING',
      components: [{ text: 'New words' }],
    })
    expect((await sandbox.graph('POST', id, { components: [body('Again')] })).body.error.code).toBe(100)
  })

  it('is edited once in a day, and ten times in a month, while it is approved', async () => {
    const { body: list } = await sandbox.graph('GET', `${path}?name=hello_world`)
    const { id } = list.data[0]
    const approve = () =>
      sandbox.control('POST', 'templates', { name: 'hello_world', language: 'en_US', status: 'APPROVED' })
    const edit = () => sandbox.graph('POST', id, { components: [body('New words')] })
    for (let times = 0; times < 10; times += 1) {
      expect((await edit()).body, `edit ${times}`).toEqual({ success: true })
      await approve()
      expect((await edit()).body.error.error_data.details).toMatch(/24 hours/)
      aheadMs += 86_400_000
    }
    expect((await edit()).body.error.error_data.details).toMatch(/10 times in 30 days/)
    // What is not approved is edited as often as it takes.
    await sandbox.control('POST', 'templates', { name: 'hello_world', language: 'en_US', status: 'REJECTED' })
    expect((await edit()).body).toEqual({ success: true })
  })

  it('leaves its name to nobody for 30 days when it was approved, over a restart too', async () => {
    await sandbox.graph('DELETE', `${path}?name=hello_world`)
    await sandbox.restart()
    const again = definition({ name: 'hello_world' })
    const refused = await sandbox.graph('POST', path, again)
    expect(refused.body.error).toMatchObject({ code: 100, error_subcode: 2_388_023 })
    expect((await sandbox.graph('POST', path, { ...again, language: 'de' })).status).toBe(200)
    aheadMs += 30 * 86_400_000
    expect((await sandbox.graph('POST', path, again)).status).toBe(200)
  })

  it.each([
    ['abusive', 'ABUSIVE_CONTENT'],
    ['scam', 'SCAM'],
    ['promotional', 'PROMOTIONAL'],
    ['miscategorised', 'INCORRECT_CATEGORY'],
    ['mismatch', 'TAG_CONTENT_MISMATCH'],
  ])('is turned down as its name asks: %s', async (end, reason) => {
    await receiver.subscribe(sandbox)
    await sandbox.graph('POST', path, definition({ name: `seasonal_${end}` }))
    await receiver.until(() => updates().length === 1)
    expect(updates()).toMatchObject([{ event: 'REJECTED', reason }])
  })

  it('is deleted in all its languages by name, in one by id', async () => {
    const names = async () => (await sandbox.graph('GET', `${path}?limit=200&fields=name,language`)).body.data
    const of = async (name: string) => (await names()).filter((item: { name: string }) => item.name === name)
    expect(await of('template_01')).toHaveLength(2)
    expect((await sandbox.graph('DELETE', `${path}?name=template_01`)).body).toEqual({ success: true })
    expect(await of('template_01')).toEqual([])
    const [first] = await of('login_code')
    expect((await sandbox.graph('DELETE', `${path}?hsm_id=${first.id}&name=login_code`)).body).toEqual({
      success: true,
    })
    expect(await of('login_code')).toHaveLength(1)
    expect((await sandbox.graph('DELETE', `${path}?name=nobody`)).body.error.code).toBe(100)
    await sandbox.restart()
    expect(await of('template_01')).toEqual([])
  })

  it('tells its new quality, and pauses and goes on', async () => {
    await receiver.subscribe(sandbox)
    await sandbox.control('POST', 'templates', {
      name: 'coupon',
      language: 'en',
      quality_score: 'RED',
      status: 'PAUSED',
    })
    await receiver.until(() => receiver.changes('message_template_quality_update').length === 1)
    expect(receiver.changes('message_template_quality_update')[0]?.value).toMatchObject({
      previous_quality_score: 'UNKNOWN',
      new_quality_score: 'RED',
      message_template_name: 'coupon',
    })
    const { body: list } = await sandbox.graph('GET', `${path}?name=coupon&fields=status,quality_score`)
    expect(list.data).toMatchObject([{ status: 'PAUSED', quality_score: { score: 'RED' } }])
    expect((await sandbox.graph('POST', `${list.data[0].id}/unpause`)).body).toEqual({ success: true })
    await receiver.until(() => updates().some(({ event }) => event === 'APPROVED'))
  })
})

describe('the list of templates', () => {
  it('comes in pages that hold every template once', async () => {
    const seen: string[] = []
    let next: string | undefined = `${path}?limit=4&fields=name`
    while (next) {
      const answer: Answer = await sandbox.graph('GET', next)
      next = answer.body.paging.next?.slice(`${sandbox.url}/v25.0/`.length)
      seen.push(...answer.body.data.map(({ id }: { id: string }) => id))
    }
    const { body: all } = await sandbox.graph('GET', `${path}?limit=1000`)
    expect(seen).toEqual(all.data.map(({ id }: { id: string }) => id))
    expect(new Set(seen).size).toBe(seen.length)
    expect(all.paging).not.toHaveProperty('next')
  })

  it('goes back by its cursors', async () => {
    const first = await sandbox.graph('GET', `${path}?limit=3`)
    const second = await sandbox.graph('GET', `${path}?limit=3&after=${first.body.paging.cursors.after}`)
    const back = await sandbox.graph('GET', `${path}?limit=3&before=${second.body.paging.cursors.before}`)
    expect(back.body.data).toEqual(first.body.data)
  })

  it('refuses a cursor that is none with 131059', async () => {
    const answer = await sandbox.graph('GET', `${path}?after=bad`)
    expect([answer.status, answer.body.error.code]).toEqual([400, 131059])
    expect((await sandbox.graph('GET', `${path}?limit=x`)).body.error.code).toBe(100)
  })

  it('can be filtered', async () => {
    const find = async (query: string) => (await sandbox.graph('GET', `${path}?limit=100&${query}`)).body.data
    expect(await find('status=PENDING')).toMatchObject([{ name: 'template_02', language: 'en' }])
    expect(await find('name=template_01&language=tr')).toHaveLength(1)
    expect((await find('category=AUTHENTICATION')).length).toBeGreaterThanOrEqual(3)
    expect(await find('name=nobody')).toEqual([])
  })
})
