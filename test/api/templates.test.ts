import { beforeAll, describe, expect, test } from 'vitest'
import { createAgent } from '../support/agent.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { expectError } from '../support/expect-error.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})

const PATH = '/v1/integrations/11/conversations/templates'
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/
const time = expect.stringMatching(TIME)

describe('integrations', () => {
  test('are those of the documentation, each with all fields of both documented items', async () => {
    const { status, body } = await app.call('GET', '/v1/integrations')
    expect(status).toBe(200)
    const common = { logo: null, status: 'activated' }
    const names = ['YourIntegration1', 'YourIntegration2'].map((name) => ({ name, display_name: name }))
    expect(body).toHaveLength(2)
    expect(body).toMatchObject([
      { id: 11, ...names[0], phone_number: '+905554443322', ...common },
      { id: 22, ...names[1], phone_number: '+905554443323', ...common },
    ])
  })

  test('that a user was not given are neither listed nor told apart from ones that do not exist', async () => {
    const agent = await createAgent(app, 'of-22@example.com', [22])
    const { body } = await agent('GET', '/v1/integrations')
    expect(body.map(({ id }: { id: number }) => id)).toEqual([22])
    const text = { json: { to: '+905555555555', text: 'x' } }
    for (const rest of ['templates', 'messages/gBEGkFBXUQRnAgnoOJ1ESPKBwME'])
      for (const id of [11, 99_999])
        expectError(await agent('GET', `/v1/integrations/${id}/conversations/${rest}`), 404, 'not_found')
    const [other, none] = [
      await agent('POST', '/v1/integrations/11/conversations/messages', text),
      await agent('POST', '/v1/integrations/99999/conversations/messages', text),
    ]
    expectError(other, 404, 'not_found')
    expect(other.body).toEqual(none.body)
    expect((await agent('POST', '/v1/integrations/22/conversations/messages', text)).status).toBe(200)
  })

  test('show no secret', async () => {
    const credentials = (await app.sandbox('GET', '/_sandbox/credentials')).body
    const { text } = await app.call('GET', '/v1/integrations')
    for (const name of ['access_token', 'app_secret', 'verify_token'])
      expect(text).not.toContain(credentials[name])
  })
})

describe('templates', () => {
  test('template 75 has every documented field with the documented value', async () => {
    const { body } = await app.call('GET', PATH)
    const item = body.find(({ id }: { id: number }) => id === 75)
    expect(item).toMatchObject(DOCUMENTED)
    expect(Object.keys(item)).toEqual(expect.arrayContaining(Object.keys(DOCUMENTED)))
  })

  test('every item and translation has all documented fields', async () => {
    const { body } = await app.call('GET', PATH)
    expect(body.length).toBeGreaterThan(10)
    for (const item of body) {
      expect(Object.keys(item)).toEqual(expect.arrayContaining(Object.keys(DOCUMENTED)))
      expect(item.translations.length).toBeGreaterThan(0)
      for (const translation of item.translations) {
        const names = [...Object.keys(DOCUMENTED.translations[0]!), 'preview']
        expect(Object.keys(translation)).toEqual(expect.arrayContaining(names))
        expect(Object.keys(translation.preview).sort()).toEqual(['body', 'buttons', 'footer', 'header'])
      }
      expect(item.sendable).toBe(
        item.translations.some((one: { status_value: number }) => one.status_value === 2),
      )
    }
  })

  test('every header type, category and kind of variable is told as the contract has it', async () => {
    const { body } = await app.call('GET', PATH)
    const byName = new Map(body.map((item: { name: string }) => [item.name, item])) as Map<
      string,
      typeof body
    >
    const of = (name: string) => byName.get(name).translations[0]
    expect(of('summer_campaign')).toMatchObject({
      header_type: { value: 1, label: 'IMAGE' },
      variables: ['body-first_name', 'body-discount'],
    })
    expect(of('new_collection').header_type).toEqual({ value: 2, label: 'VIDEO' })
    expect(of('invoice_ready')).toMatchObject({
      header_type: { value: 3, label: 'DOCUMENT' },
      variables: ['body-1', 'body-2', 'button-1'],
    })
    expect(of('delivery_on_its_way')).toMatchObject({
      header_type: { value: 5, label: 'LOCATION' },
      variables: ['header-location', 'body-1', 'body-2'],
    })
    expect(of('appointment_reminder').variables).toEqual(['header-first_name', 'body-day', 'body-time'])
    expect(of('login_code').variables).toEqual(['body-1'])
    const label = (name: string) => byName.get(name).category
    expect(label('hello_world')).toMatchObject({ value: 1, label: 'template-messages.new.marketing' })
    expect(label('login_code')).toMatchObject({
      value: 3,
      subLabel: 'template-messages.new.authentication-subtitle',
    })
  })
})

const translation = { editable: true, quality: 'template-messages.quality-unavailable', updated_at: time }

/** As the documentation prints it, but for the times. */
const DOCUMENTED = {
  id: 75,
  name: 'template_02',
  category_editable: false,
  sendable: true,
  category: {
    value: 2,
    label: 'template-messages.new.custom',
    subLabel: 'template-messages.new.custom-subtitle',
    status: 1,
    children: [],
  },
  category_label: 'template-messages.new.custom',
  supported_languages: [
    { label: 'English', value: 1, filled: true },
    { label: 'Türkçe', value: 2, filled: true },
  ],
  translations: [
    {
      ...translation,
      language_id: 1,
      language: 'English',
      header_type: null,
      header_variables: null,
      header: null,
      header_file: null,
      body: 'English content test',
      body_variables: null,
      footer: null,
      variables: [],
      buttons: [],
      status: 'template-messages.in-review',
      status_value: 1,
    },
    {
      ...translation,
      language_id: 2,
      language: 'Türkçe',
      header_type: { value: 4, label: 'TEXT' },
      header_variables: [{ id: '', key: '1', value: 'Header 1' }],
      header: 'Merhaba {{1}} ,',
      header_file: null,
      body: 'Merhaba {{1}}, Sipariş takip numaranız: {{2}} Bu takip numarası ile siparişinizin durumunu sorgulayabilirsiniz.',
      body_variables: [
        { id: '', key: '1', value: 'Ahmet Kara' },
        { id: '', key: '2', value: 'SP123456789' },
      ],
      footer: null,
      variables: ['header-1', 'body-1', 'body-2'],
      buttons: [],
      status: 'template-messages.active',
      status_value: 2,
    },
  ],
  created_at: time,
  updated_at: time,
}
