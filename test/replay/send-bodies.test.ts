import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSample, type SampleKind } from '../../sandbox/media/samples.ts'
import { startTestSandbox, type TestSandbox } from '../../sandbox/testing/start-test-sandbox.ts'

/**
 * The example bodies of Meta's OpenAPI file are not part of the project: the folder that `REPLAY_FIXTURES` names
 * holds them in `openapi-send`, one request of `POST /{phone-number-id}/messages` a file.
 */
const fixtures = process.env['REPLAY_FIXTURES']
const folder = join(fixtures ?? '', 'openapi-send')
const files = fixtures ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []

const kinds: readonly SampleKind[] = ['image', 'video', 'audio', 'document', 'sticker']

let sandbox: TestSandbox
const mediaIds = new Map<string, string>()
let receivedId: string

beforeAll(async () => {
  if (!fixtures) return
  sandbox = await startTestSandbox()
  for (const kind of kinds) {
    const { mimeType, bytes } = readSample(kind)
    mediaIds.set(kind, await sandbox.upload(mimeType, new Uint8Array(bytes)))
  }
  const message = { type: 'text', text: { body: 'Merhaba' } }
  const inbound = await sandbox.control('POST', 'inbound', { from: '905550000001', message })
  receivedId = inbound.body.id
})
afterAll(() => sandbox?.close())

/** Templates that are as the examples take them to be, by what the example sends. */
const nameTemplate = (file: string): string => {
  if (/flow/.test(file)) return 'book_a_visit'
  return /interactive|media/.test(file) ? 'travel_offer' : 'sample_shipping_confirmation'
}

/** A placeholder's value, by its own words and the name of the object that it stands in. */
const fill = (text: string, owner: string, file: string): string => {
  if (/^\{\{Recipient/.test(text)) return '+905550000001'
  if (/http\(s\):\/\//.test(text)) return 'https://www.example.com/file'
  if (/MSGID/.test(text)) return receivedId
  if (/^<\w+_OBJECT_ID>$/.test(text)) return mediaIds.get(owner)!
  if (text === '<HEADER_TYPE>') return 'text'
  if (text === 'template-name' || text === '<TEMPLATE_NAME>') return nameTemplate(file)
  if (text === 'language-and-locale-code') return 'en_US'
  return text.replace(/^(?:<|\{\{)(.*?)(?:>|\}\})$/, '$1')
}

const fillAll = (value: unknown, owner: string, file: string): unknown => {
  if (typeof value === 'string') return fill(value, owner, file)
  if (Array.isArray(value)) return value.map((item) => fillAll(item, owner, file))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      fillAll(item, typeof item === 'string' ? owner : name, file),
    ]),
  )
}

describe.skipIf(files.length === 0)('the sandbox takes the example', () => {
  it.each(files)('%s', async (file) => {
    const example = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    const body = fillAll(example, '', file)
    const answer = await sandbox.graph('POST', `${sandbox.numberId}/messages`, body)
    expect(answer.body.error).toBeUndefined()
    expect(answer.status).toBe(200)
  })
})
