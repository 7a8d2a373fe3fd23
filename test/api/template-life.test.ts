import { beforeAll, describe, expect, test, vi } from 'vitest'
import { createAgent } from '../support/agent.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { HEADS, PDF, PNG } from '../support/files.ts'
import { drawNumber, waitForSent } from '../support/sandbox.ts'
import { WAIT } from '../support/wait.ts'

const PATH = '/v1/integrations/11/conversations/templates'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await app.sandbox('PUT', '/_sandbox/settings', { json: { review_ms: 50 } })
  return app.stop
})

type Translation = { language_id: number; status_value: number }

let drawn = 0
const drawName = (): string => {
  drawn += 1
  return `made_here_${drawn}`
}

const english = (more: object = {}) => ({
  language_id: 1,
  body: 'Your order {{1}} comes {{2}}, by courier.',
  body_variables: [
    { key: '1', value: 'SP1' },
    { key: '2', value: 'today' },
  ],
  ...more,
})

const create = (json: object): Promise<Answer> => app.call('POST', PATH, { json })
const get = async (id: number) => (await app.call('GET', `${PATH}/${id}`)).body
const change = (id: number, json: object) => app.call('PUT', `${PATH}/${id}`, { json })
const submit = (id: number, json: object = {}) => app.call('POST', `${PATH}/${id}/submit`, { json })

const makeDraft = async (more: object = {}, translations: object[] = [english()]) => {
  const answer = await create({ name: drawName(), category: 'utility', translations, ...more })
  expect(answer.status, answer.text).toBe(201)
  return answer.body
}

/** Waits until a translation has a status, and answers with the template. */
const awaitStatus = (id: number, value: number, languageId = 1) =>
  vi.waitFor(
    async () => {
      const item = await get(id)
      const translation = item.translations.find((one: Translation) => one.language_id === languageId)
      expect(translation).toMatchObject({ status_value: value })
      return { item, translation }
    },
    { timeout: 20_000, interval: 50 },
  )

const makeActive = async (translations: object[] = [english()], more: object = {}) => {
  const { id } = await makeDraft({ submit: true, ...more }, translations)
  await awaitStatus(id, 2)
  return get(id)
}

describe('a template', () => {
  test('is created, approved, listed as active, sent, and shown on the phone', async () => {
    const name = drawName()
    const made = await create({
      name,
      category: 'utility',
      submit: true,
      translations: [
        english({
          header: 'Hello {{1}}',
          header_variables: [{ key: '1', value: 'Ada' }],
          footer: 'The shop',
          buttons: [
            { type: 'quick_reply', text: 'Thanks' },
            { type: 'url', text: 'Follow it', url: 'https://shop.example/o/{{1}}', example: 'SP1' },
          ],
        }),
      ],
    })
    expect(made.status, made.text).toBe(201)
    const { item, translation } = await awaitStatus(made.body.id, 2)
    expect(item).toMatchObject({ name, sendable: true, category: { value: 2 } })
    expect(translation).toMatchObject({
      header_type: { value: 4, label: 'TEXT' },
      variables: ['header-1', 'body-1', 'body-2', 'button-2'],
      synced_at: expect.any(String),
      status_reason: null,
      draft: null,
    })
    // The review is told by a webhook and by Meta's list, at about the same moment.
    await vi.waitFor(async () => {
      const { body: list } = await app.call('GET', PATH)
      expect(list.find((one: { id: number }) => one.id === item.id)).toEqual(await get(item.id))
    }, WAIT)

    const to = drawNumber()
    const parameters = { 'header-1': 'Bo', 'body-1': 'SP9', 'body-2': 'tomorrow', 'button-2': 'SP9' }
    const sent = await app.call('POST', `${PATH}/send`, {
      json: { template_id: item.id, language_id: 1, destinations: [{ phone: `+${to}`, parameters }] },
    })
    expect(sent.status, sent.text).toBe(200)
    const [message] = await waitForSent(app, to)
    expect(message!.body.template).toEqual({
      name,
      language: { code: 'en' },
      components: [
        { type: 'header', parameters: [{ type: 'text', text: 'Bo' }] },
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'SP9' },
            { type: 'text', text: 'tomorrow' },
          ],
        },
        { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'SP9' }] },
      ],
    })
    const { body: credentials } = await app.sandbox('GET', '/_sandbox/credentials')
    const number = credentials.phone_numbers[0].id
    const chat = `/_sandbox/phone/numbers/${number}/chats/${to}`
    await vi.waitFor(
      async () =>
        expect((await app.sandbox('GET', chat)).text).toContain('Your order SP9 comes tomorrow, by courier.'),
      WAIT,
    )
  })
})

describe('a draft', () => {
  test('may be incomplete, is not known to WhatsApp, and cannot be sent', async () => {
    const item = await makeDraft({}, [{ language_id: 2, header_type: 'IMAGE' }])
    expect(item).toMatchObject({
      sendable: false,
      category_editable: true,
      translations: [
        {
          language_id: 2,
          header_type: { value: 1, label: 'IMAGE' },
          body: '',
          status_value: 6,
          synced_at: null,
          not_sendable_reason: expect.stringMatching(/draft/),
        },
      ],
    })
    const send = { template_id: item.id, language_id: 2, destinations: [{ phone: '+905555555555' }] }
    expectError(await app.call('POST', `${PATH}/send`, { json: send }), 422, 'template_not_sendable')
    const { rows } = await app.database.query(
      'select meta_id from template_translations where template_id = $1',
      [item.id],
    )
    expect(rows).toEqual([{ meta_id: null }])
  })

  test('is submitted only when it is whole: each field is named, and nothing goes', async () => {
    const { id } = await makeDraft({}, [
      { language_id: 1, header_type: 4, body: '{{1}} and {{3}}', buttons: [{ type: 'url', text: 'Go' }] },
      english({ language_id: 2 }),
    ])
    const field = (name: string) => `translations.0.${name}`
    expectFields(await submit(id), {
      [field('header')]: [`The ${field('header')} field is required for a header of the type TEXT.`],
      [field('body')]: [
        `The ${field('body')} field must number its placeholders from {{1}} without a gap: {{2}} is missing.`,
        `The ${field('body')} field must not begin or end with a placeholder. Put words before and after it.`,
        `The ${field('body')} field has 2 placeholders in too short a text. Write more words, or use fewer placeholders.`,
      ],
      [field('body_variables')]: [
        `The ${field('body_variables')} field lacks a sample value for {{1}}. Meta's reviewers need one.`,
        `The ${field('body_variables')} field lacks a sample value for {{3}}. Meta's reviewers need one.`,
      ],
      [field('buttons.0.url')]: [`The ${field('buttons.0.url')} field is required.`],
    })
    expect((await get(id)).translations.map((one: Translation) => one.status_value)).toEqual([6, 6])
    expect((await submit(id, { language_id: 2 })).status).toBe(200)
    const { item } = await awaitStatus(id, 2, 2)
    expect(item.translations[0]).toMatchObject({ status_value: 6 })
  })

  test('that breaks a rule is not even stored when it is to be submitted at once', async () => {
    const name = drawName()
    const broken = { name, category: 1, submit: true, translations: [english({ footer: 'x'.repeat(61) })] }
    expectFields(await create(broken), {
      'translations.0.footer': [
        'The translations.0.footer field has 61 characters; WhatsApp takes 60 at most. Shorten it.',
      ],
    })
    const { rows } = await app.database.query('select from templates where name = $1', [name])
    expect(rows).toEqual([])
  })

  test('changes in what a request names, language by language', async () => {
    const { id } = await makeDraft({}, [english({ footer: 'The shop' })])
    const answer = await change(id, {
      name: drawName(),
      category: { value: 1 },
      translations: [
        { language_id: 1, body: 'Your order {{1}} is here.' },
        { language_id: 2, body: 'Merhaba' },
      ],
    })
    expect(answer.body).toMatchObject({
      name: `made_here_${drawn}`,
      category: { value: 1 },
      translations: [
        {
          body: 'Your order {{1}} is here.',
          body_variables: [{ id: '', key: '1', value: 'SP1' }],
          footer: 'The shop',
        },
        { language_id: 2, body: 'Merhaba' },
      ],
    })
  })

  test('comes back unchanged from what the list shows of it', async () => {
    const item = await makeDraft({ category: 'authentication' }, [
      {
        language_id: 1,
        add_security_recommendation: true,
        code_expiration_minutes: 5,
        buttons: [{ type: 'otp', otp_type: 'copy_code' }],
      },
    ])
    expect(item.translations[0].body).toContain('do not share this code')
    const answer = await change(item.id, item)
    expect(answer.status, answer.text).toBe(200)
    expect(answer.body).toEqual(item)
    expect((await submit(item.id)).status).toBe(200)
    await awaitStatus(item.id, 2)
  })

  test('with a name that is taken, of a wrong form, or without a category is refused', async () => {
    const translations = [english()]
    expectFields(await create({ name: 'hello_world', category: 1, translations }), {
      name: [expect.stringMatching(/^The name field is taken by the template \d+\. /)],
    })
    expectFields(await create({ name: 'Sipariş Yolda!', category: 'fun', translations }), {
      name: ['The name field may have small letters a to z, digits and underscores. Try siparis_yolda.'],
      category: ['The category field must be one of: marketing, utility, authentication.'],
    })
    expectFields(await create({ name: drawName(), category: 1, translations: [{ language_id: 999 }] }), {
      'translations.0.language_id': [
        'The translations.0.language_id field must be the id of a language that WhatsApp takes: GET /v1/languages lists them.',
      ],
    })
    expectFields(await create({ name: drawName(), category: 1, translations: [english(), english()] }), {
      'translations.1.language_id': [
        'The translations.1.language_id field is given twice: a template has one text in each language.',
      ],
    })
    expectFields(await create({ name: drawName(), category: 1, translations: [{}] }), {
      'translations.0.language_id': ['The translations.0.language_id field is required.'],
    })
    const odd = [english({ header_type: 'GIF', buttons: [{ type: 'mpm', text: 'x' }] })]
    expectFields(await create({ name: drawName(), category: 1, translations: odd }), {
      'translations.0.header_type': [
        'The translations.0.header_type field must be one of: IMAGE, VIDEO, DOCUMENT, TEXT, LOCATION; or null.',
      ],
      'translations.0.buttons.0.type': [expect.stringMatching(/must be one of: quick_reply, url, /)],
    })
    // What is wrong with the second button is said when its place is known.
    const buttons = [
      { type: 'magic', text: 'x' },
      { type: 'quick_reply', text: 'x'.repeat(26) },
    ]
    const submitted = { name: drawName(), category: 1, translations: [english({ buttons })], submit: true }
    expectFields(await create(submitted), {
      'translations.0.buttons.0.type': [expect.stringMatching(/must be one of/)],
    })
  })

  test('is made by a form as well', async () => {
    const answer = await app.call('POST', PATH, {
      form: {
        name: drawName(),
        category: '2',
        'translations[0][language_id]': '2',
        'translations[0][header_type]': '4',
        'translations[0][header]': 'Merhaba {{1}}',
        'translations[0][header_variables][0][key]': '1',
        'translations[0][header_variables][0][value]': 'Ayşe',
        'translations[0][body]': 'Siparişiniz yolda.',
        'translations[0][buttons][0][type]': 'quick_reply',
        'translations[0][buttons][0][text]': 'Tamam',
        submit: '1',
      },
    })
    expect(answer.status, answer.text).toBe(201)
    expect(answer.body.translations[0].preview).toMatchObject({ header: 'Merhaba Ayşe' })
    await awaitStatus(answer.body.id, 2, 2)
  })
})

describe('the sample of a media header', () => {
  const picture = { language_id: 1, header_type: 'IMAGE', body: 'Look at this.' }
  const post = (translations: object[], file: Buffer, type: string) => {
    const multipart = new FormData()
    multipart.set('name', drawName())
    multipart.set('category', 'marketing')
    multipart.set('translations', JSON.stringify(translations))
    multipart.set('submit', 'true')
    multipart.set('attachment', new Blob([new Uint8Array(file)], { type }), 'sample')
    return app.call('POST', PATH, { multipart })
  }

  test.each([
    ['IMAGE', PNG, 'image/png'],
    ['VIDEO', HEADS.mp4, 'video/mp4'],
    ['DOCUMENT', PDF, 'application/pdf'],
  ])(
    'of the kind %s comes as a file and is uploaded to Meta, which shows where it lies',
    async (kind, file, type) => {
      const made = await post([{ ...picture, header_type: kind }], file, type)
      expect(made.status, made.text).toBe(201)
      expect(made.body.translations[0].header_media_id).toMatch(/^[0-9a-f]{36}$/)
      const { translation } = await vi.waitFor(async () => {
        const one = await awaitStatus(made.body.id, 2)
        expect(one.translation.header_file).toMatch(/^http/)
        return one
      }, WAIT)
      expect(translation.header_type.label).toBe(kind)
      const served = await fetch(translation.header_file)
      expect(served.headers.get('content-type')).toBe(type)
      expect(Buffer.from(await served.arrayBuffer())).toEqual(file)
    },
  )

  test('may be a file that is here already, in another language as well', async () => {
    const made = await post([picture], PNG, 'image/png')
    const { header_media_id } = made.body.translations[0]
    const other = { ...picture, language_id: 2, body: 'Şuna bakın.', header_media_id }
    expect((await change(made.body.id, { translations: [other], submit: true })).status).toBe(200)
    await awaitStatus(made.body.id, 2, 2)
  })

  test('is required, of the header’s kind, and of this number', async () => {
    const missing = { name: drawName(), category: 1, submit: true, translations: [picture] }
    expectFields(await create(missing), {
      'translations.0.header_media_id': [
        "The translations.0.header_media_id field is required: send a sample image as attachment, or the media_id of one, for Meta's reviewers.",
      ],
    })
    const strange = { ...picture, header_media_id: 'a'.repeat(36) }
    expectFields(await create({ ...missing, submit: false, translations: [strange] }), {
      'translations.0.header_media_id': [
        'The translations.0.header_media_id field must be the media_id of a file of this integration.',
      ],
    })
    expectFields(await post([picture], PDF, 'application/pdf'), {
      'translations.0.header_media_id': [
        'The translations.0.header_media_id field must be a picture as JPEG or PNG for this header; the attachment is application/pdf.',
      ],
    })
  })
})

describe('a change of what is active', () => {
  test('is kept beside it, while sends go on with the old text, until it is submitted', async () => {
    const { id } = await makeActive()
    const body = 'News of your order {{1}}: it comes {{2}}, on foot.'
    const changed = await change(id, { translations: [{ language_id: 1, body }] })
    expect(changed.body.translations[0]).toMatchObject({
      body: 'Your order {{1}} comes {{2}}, by courier.',
      status_value: 2,
      draft: { body, preview: { body: 'News of your order SP1: it comes today, on foot.' } },
    })
    await app.call('POST', `${PATH}/sync`, { json: {} })
    expect((await get(id)).translations[0].draft.body).toBe(body)
    const to = drawNumber()
    const destinations = [{ phone: `+${to}`, parameters: { body1: 'a', body2: 'b' } }]
    const json = { template_id: id, language_id: 1, destinations }
    expect((await app.call('POST', `${PATH}/send`, { json })).status).toBe(200)
    await waitForSent(app, to)

    const submitted = await submit(id)
    expect(submitted.body.translations[0]).toMatchObject({ body, draft: null })
    await awaitStatus(id, 2)
    await app.call('POST', `${PATH}/sync`, { json: {} })
    expect((await get(id)).translations[0]).toMatchObject({ body, draft: null, status_value: 2 })
  })

  test('that leads back to the old text is none', async () => {
    const { id, translations } = await makeActive()
    await change(id, { translations: [{ language_id: 1, footer: 'x' }] })
    const answer = await change(id, { translations: [{ language_id: 1, footer: null }] })
    expect(answer.body.translations[0]).toMatchObject({ body: translations[0].body, draft: null })
    expectError(await submit(id), 409, 'conflict')
  })

  test('cannot touch its name or its category', async () => {
    const { id } = await makeActive()
    expect(expectError(await change(id, { name: drawName() }), 409, 'conflict').message).toMatch(/name/)
    expect(expectError(await change(id, { category: 1 }), 409, 'conflict').message).toMatch(/category/)
  })

  test('beyond one in a day is refused in Meta’s words, and stays a draft', async () => {
    const { id } = await makeActive()
    const edit = (footer: string) => change(id, { submit: true, translations: [{ language_id: 1, footer }] })
    expect((await edit('one')).status).toBe(200)
    await awaitStatus(id, 2)
    expectFields(await edit('two'), {
      'translations.0': [expect.stringMatching(/^.*Meta said: .*24 hours/)],
    })
    expect((await get(id)).translations[0]).toMatchObject({ footer: 'one', draft: { footer: 'two' } })
  })
})

describe('what Meta turned down', () => {
  test('says why and since when, and is approved after a change, of its category too', async () => {
    const made = await makeDraft({ name: `${drawName()}_rejected`, submit: true })
    const { item, translation } = await awaitStatus(made.id, 3)
    expect(item.category_editable).toBe(true)
    expect(translation).toMatchObject({
      status_reason: expect.stringMatching(/^INVALID_FORMAT: The template has parameters .* Put words /),
      not_sendable_reason: expect.stringMatching(/^Its status is rejected: .*INVALID_FORMAT/),
    })
    expect(Date.parse(translation.status_changed_at)).toBeGreaterThan(Date.parse(made.created_at) - 2_000)
    const answer = await change(made.id, { category: 1, submit: true })
    expect(answer.body.category.value).toBe(1)
    await awaitStatus(made.id, 3)
    const { body } = await app.call('POST', `${PATH}/sync`, { json: {} })
    expect(body).toEqual({ templates: expect.any(Number), synced_at: expect.any(String) })
    expect((await get(made.id)).category.value).toBe(1)
  })

  test('at once, for a language that it has already, is told with what to do', async () => {
    const { id, name } = await makeDraft()
    const { body: credentials } = await app.sandbox('GET', '/_sandbox/credentials')
    const there = await app.sandbox('POST', `/v25.0/${credentials.waba_id}/message_templates`, {
      token: credentials.access_token,
      json: { name, language: 'en', category: 'UTILITY', components: [{ type: 'BODY', text: 'Elsewhere' }] },
    })
    expect(there.status, there.text).toBe(200)
    expectFields(await submit(id), {
      'translations.0': [expect.stringMatching(/^WhatsApp already has this language .*Meta said: /)],
    })
    // It was fetched meanwhile; what was written here is kept as a change of it.
    await vi.waitFor(
      async () =>
        expect((await get(id)).translations[0]).toMatchObject({
          body: 'Elsewhere',
          draft: { body: 'Your order {{1}} comes {{2}}, by courier.' },
        }),
      WAIT,
    )
  })

  test('when it cannot be reached: nothing is lost, and it can be submitted later', async () => {
    const { id } = await makeDraft()
    const fault = { match: { path: 'message_templates' }, times: 1, mode: 'reset_before' }
    await app.sandbox('POST', '/_sandbox/faults', { json: fault })
    expectError(await submit(id), 503, 'service_unavailable')
    await app.sandbox('DELETE', '/_sandbox/faults')
    await vi.waitFor(async () => expect((await submit(id)).status).toBe(200), {
      timeout: 20_000,
      interval: 200,
    })
    await awaitStatus(id, 2)
  })

  test('whose answer was lost is found by the list', async () => {
    const { id } = await makeDraft()
    const fault = { match: { path: 'message_templates' }, times: 1, mode: 'reset_after' }
    await app.sandbox('POST', '/_sandbox/faults', { json: fault })
    expectError(await submit(id), 503, 'service_unavailable')
    await app.sandbox('DELETE', '/_sandbox/faults')
    const { translation } = await awaitStatus(id, 2)
    expect(translation.draft).toBeNull()
  })
})

describe('WhatsApp', () => {
  const tell = (name: string, more: object) =>
    app.sandbox('POST', '/_sandbox/templates', { json: { name, language: 'en', ...more } })

  test('pauses templates, and that is said', async () => {
    const { id, name } = await makeActive()
    await tell(name, { status: 'PAUSED' })
    const { item, translation } = await awaitStatus(id, 4)
    expect(item.sendable).toBe(false)
    expect(translation.not_sendable_reason).toMatch(/^Its status is paused: /)
    expect(Date.parse(translation.status_changed_at)).toBeGreaterThan(Date.now() - 60_000)
  })

  test('disables templates, which can no longer be changed, and the reason is said', async () => {
    const { id, name } = await makeActive()
    await tell(name, { status: 'DISABLED', reason: 'SCAM' })
    const { translation } = await awaitStatus(id, 5)
    expect(translation).toMatchObject({ editable: false, status_reason: 'SCAM' })
    expectError(await change(id, { translations: [english({ footer: 'x' })] }), 409, 'conflict')
  })

  test('that no longer lists a template makes it disabled, not gone', async () => {
    const { id, name } = await makeActive()
    const { body: credentials } = await app.sandbox('GET', '/_sandbox/credentials')
    const fault = { match: {}, times: 1_000, mode: 'no_webhook' }
    await app.sandbox('POST', '/_sandbox/faults', { json: fault })
    await app.sandbox('DELETE', `/v25.0/${credentials.waba_id}/message_templates?name=${name}`, {
      token: credentials.access_token,
    })
    await app.sandbox('DELETE', '/_sandbox/faults')
    await app.call('POST', `${PATH}/sync`, { json: {} })
    const { translation } = await awaitStatus(id, 5)
    expect(translation.not_sendable_reason).toMatch(/^It was deleted at WhatsApp/)
    expect((await app.call('DELETE', `${PATH}/${id}`)).status).toBe(204)
    expectError(await app.call('GET', `${PATH}/${id}`), 404, 'not_found')
  })
})

describe('deleting', () => {
  test('takes a template away at WhatsApp and here, for good, and is in the audit log', async () => {
    const { id, name } = await makeActive([english(), english({ language_id: 2 })])
    await awaitStatus(id, 2, 2)
    expect((await app.call('DELETE', `${PATH}/${id}`)).status).toBe(204)
    expectError(await app.call('GET', `${PATH}/${id}`), 404, 'not_found')
    await app.call('POST', `${PATH}/sync`, { json: {} })
    expectError(await app.call('GET', `${PATH}/${id}`), 404, 'not_found')
    const { rows } = await app.database.query(
      `select details from audit_log where action = 'template.deleted' and subject = 'template:' || $1`,
      [id],
    )
    expect(rows).toEqual([{ details: { name, languages: expect.arrayContaining(['en', 'tr']) } }])
    const again = await makeDraft({ name })
    expectFields(await submit(again.id), {
      'translations.0': [expect.stringMatching(/Meta keeps its name for 30 days/)],
    })
  })

  test('takes one language away', async () => {
    const { id } = await makeActive([english(), english({ language_id: 2 })])
    await awaitStatus(id, 2, 2)
    expect((await app.call('DELETE', `${PATH}/${id}?language_id=2`)).status).toBe(204)
    expect((await get(id)).translations.map((one: Translation) => one.language_id)).toEqual([1])
    await app.call('POST', `${PATH}/sync`, { json: {} })
    expect((await get(id)).translations.map((one: Translation) => one.language_id)).toEqual([1])
    expectFields(await app.call('DELETE', `${PATH}/${id}?language_id=2`), {
      language_id: ["The language_id field must be the language of one of this template's translations."],
    })
  })
})

describe('the preview', () => {
  test('shows the values, and the errors that a send would answer', async () => {
    const { id } = await makeActive()
    const preview = (json: object) => app.call('POST', `${PATH}/${id}/preview`, { json })
    const good = await preview({ language_id: 1, parameters: { body_1: 'SP7', 'body-2': 'now' } })
    expect(good.body).toEqual({
      header: null,
      body: 'Your order SP7 comes now, by courier.',
      footer: null,
      buttons: [],
      errors: {},
      warnings: [],
      not_sendable_reason: null,
    })
    const bad = { 'body-1': 'a\nb', 'body-3': 'x' }
    const { body } = await preview({ language_id: 1, parameters: bad })
    const destinations = [{ phone: '+905555555555', parameters: bad }]
    const send = await app.call('POST', `${PATH}/send`, {
      json: { template_id: id, language_id: 1, destinations },
    })
    const told = JSON.parse(JSON.stringify(send.body.error.fields).replaceAll('destinations.0.', ''))
    expect(Object.keys(told)).toHaveLength(3)
    expect(body).toMatchObject({ body: 'Your order a\nb comes {{2}}, by courier.', errors: told })
    expectFields(await preview({ language_id: 9 }), {
      language_id: [expect.stringMatching(/translations: 1 \(English\)\.$/)],
    })
  })
})

describe('others', () => {
  test('see no templates that they were not given, and only those who manage change any', async () => {
    const { id } = await makeDraft()
    const agent = await createAgent(app, 'templates@example.com', [11])
    expect((await agent('GET', `${PATH}/${id}`)).status).toBe(200)
    expect((await agent('POST', `${PATH}/${id}/preview`, { json: { language_id: 1 } })).status).toBe(200)
    for (const [method, rest] of [
      ['POST', ''],
      ['PUT', `/${id}`],
      ['DELETE', `/${id}`],
      ['POST', `/${id}/submit`],
      ['POST', '/sync'],
    ] as const)
      expectError(await agent(method, PATH + rest, { json: {} }), 403, 'access_denied')
    for (const wrong of ['999999', '0', 'x', '-1'])
      for (const [method, rest] of [
        ['GET', ''],
        ['PUT', ''],
        ['DELETE', ''],
        ['POST', '/submit'],
      ] as const)
        expectError(await app.call(method, `${PATH}/${wrong}${rest}`, { json: {} }), 404, 'not_found')
  })
})
