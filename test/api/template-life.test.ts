import { beforeAll, describe, expect, test, vi } from 'vitest'
import { createAgent } from '../support/agent.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { HEADS, PDF, PNG } from '../support/files.ts'
import { drawNumber, waitForSent } from '../support/sandbox.ts'

const PATH = '/v1/integrations/11/conversations/templates'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await app.sandbox('PUT', '/_sandbox/settings', { json: { review_ms: 50 } })
  return app.stop
})

let drawn = 0
const drawName = (): string => `made_here_${(drawn += 1)}`

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
      const translation = item.translations.find((one: any) => one.language_id === languageId)
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
    const { body: list } = await app.call('GET', PATH)
    expect(list.find((one: { id: number }) => one.id === item.id)).toEqual(item)

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
    const { body: phone } = await app.sandbox('GET', `/_phone/chats/${to}`)
    expect(JSON.stringify(phone)).toContain('Your order SP9 comes tomorrow, by courier.')
  })
})
