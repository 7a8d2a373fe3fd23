import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Check } from 'typebox/schema'
import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../test/support/app.ts'
import { listOperationGroups, type OpenApiDocument, type Operation } from './document.ts'
import { ERROR_CODES, listErrorCodes } from './error-codes.ts'
import { META_FAILURES, OWN_FAILURES } from './failure-codes.ts'
import { escapeHtml } from './html.ts'
import { buildSamples } from './samples/build.ts'
import { LANGUAGES } from './samples/languages.ts'
import { RUNNABLE, runSample } from './testing/run-sample.ts'
import { WRITTEN_EXAMPLES } from './written-examples.ts'

let app: TestApp
let document: OpenApiDocument
let operations: Operation[]
let page: string

beforeAll(async () => {
  app = await startTestApp()
  document = (await (await fetch(`${app.url}/openapi.json`)).json()) as OpenApiDocument
  operations = listOperationGroups(document).flatMap((group) => group.operations)
  page = await (await fetch(`${app.url}/docs`)).text()
  return app.stop
})

/** These name a message, a number or a file in their bodies. */
const OWN_IN_BODY = new Set([
  'createTemplate',
  'sendTemplate',
  'sendBulk',
  'createBulkSend',
  'createIntegration',
  'sendMessage',
  'sendMedia',
  'sendReaction',
  'markReadInBody',
])

const ids = () => [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)

/** The page's part about an operation. */
const sectionOf = ({ id }: Operation): string => {
  const start = page.indexOf(`<section class="operation" id="${id}"`)
  return start < 0 ? '' : page.slice(start, page.indexOf('</section>', start))
}

describe('the page of the running program', () => {
  test('shows every operation of its OpenAPI document', () => {
    const paths = Object.values(document.paths ?? {}).flatMap((methods) => Object.keys(methods ?? {}))
    expect(operations).toHaveLength(paths.length)
    expect(operations.length).toBeGreaterThan(8)
    for (const operation of operations) {
      const section = sectionOf(operation).replace(/<\/?(wbr|var)>/g, '')
      expect(section).toContain(`<code>${escapeHtml(operation.path)}</code>`)
      expect(section).toContain(escapeHtml(operation.summary))
    }
  })

  test('has samples of every operation in all languages, with its own address', () => {
    for (const operation of operations) {
      const section = sectionOf(operation)
      for (const { id } of LANGUAGES)
        expect(section, `${operation.id} in ${id}`).toContain(`<pre tabindex="0" data-language="${id}">`)
      expect(section).toContain(app.url)
      expect(section).not.toMatch(/undefined|\[object Object\]|NaN/)
    }
  })

  test('shows the form with a file where an operation takes one', () => {
    for (const name of ['send-template', 'send-bulk', 'send-message', 'send-media'])
      expect(sectionOf(operations.find(({ id }) => id === name)!)).toContain('attachment=@test_image.jpg')
  })

  test('says below a sample what to put in place, and nothing below one that runs as it stands', () => {
    for (const operation of operations) {
      const names = [...sectionOf(operation).matchAll(/Put your own in place: (.*?)\.<\/p>/g)].join()
      const isNaming = /\/\{(?!integration_id)/.test(operation.path)
      expect(names !== '', operation.id).toBe(isNaming || OWN_IN_BODY.has(operation.operationId!))
    }
  })

  test('says of a file how a part of it is read, and what is known of it', () => {
    const section = sectionOf(operations.find(({ operationId }) => operationId === 'getMedia')!)
    for (const said of ['Range', '206', '416', 'file_size', 'base64', '--fail'])
      expect(section).toContain(said)
  })

  test('says who may, as the routes check it', () => {
    const about = (id: string) => operations.find(({ operationId }) => operationId === id)?.description
    for (const id of ['rotateWebhookSecret', 'testWebhook', 'createKey', 'listKeys', 'deleteKey'])
      expect(about(id), id).toContain('For administrators only')
    for (const id of ['createWebhook', 'changeWebhook', 'replayWebhookDeliveries'])
      expect(about(id), id).toContain('keys with the scope `manage`')
    expect(about('sendMessage')).not.toMatch(/administrator/)
  })

  test('names the sandbox where it listens', () => {
    expect(page).toContain(`${app.sandboxUrl}/receiver`)
    expect(page).not.toContain('127.0.0.1:8361')
  })

  test('names no anchor twice, and links to none that is not there', () => {
    expect(ids()).toEqual([...new Set(ids())])
    const links = [...page.matchAll(/ href="#([^"]*)"/g)].map(([, id]) => id)
    expect(links.length).toBeGreaterThan(50)
    expect([...new Set(links)].filter((id) => !ids().includes(id))).toEqual([])
  })

  test('has an anchor for every error code, as doc_url links to it', async () => {
    const answer = await app.call('GET', '/v1/integrations', { token: null })
    const anchor = new URL(answer.body.error.doc_url)
    expect(anchor.pathname).toBe('/docs')
    expect(ids()).toContain(anchor.hash.slice(1))
    for (const { code } of listErrorCodes(listOperationGroups(document)))
      expect(ids()).toContain(`error-${code}`)
  })

  test('has every failure code', () => {
    for (const { id } of [...OWN_FAILURES, ...META_FAILURES]) expect(ids()).toContain(id)
  })

  test('loads nothing from another host', () => {
    const loaded = [...page.matchAll(/ (?:src|href|action|srcset|data|poster)="([^"#][^"]*)"/g)].map(
      ([, url]) => url,
    )
    expect(loaded.length).toBeGreaterThan(3)
    expect(loaded.filter((url) => !url?.startsWith('/') || url.startsWith('//'))).toEqual([])
  })

  test('has no script, style or handler within it, which its policy would stop', () => {
    expect(page).not.toMatch(/<style|<script(?! src="\/docs\/assets\/)|<[a-z][^>]*\s(style|on[a-z]+)=/)
  })

  test('has a label of a known error for every status that an operation answers', () => {
    const statuses = new Set(operations.flatMap(({ errorStatuses }) => errorStatuses))
    // 416 is HTTP's own answer to a range that a file does not have: it has no body.
    statuses.delete(416)
    expect([...statuses].filter((status) => !ERROR_CODES.some((one) => one.status === status))).toEqual([])
  })
})

describe('written examples', () => {
  test.each(Object.entries(WRITTEN_EXAMPLES))('of %s fit its schemas', (name, { body, answer }) => {
    const operation = operations.find(({ operationId }) => operationId === name)
    expect(operation).toBeDefined()
    const json = operation!.bodies.get('application/json')
    if (body !== undefined) expect(Check(json as object, body)).toBe(true)
    if (answer !== undefined) expect(Check(operation!.answers[0]!.schema as object, answer)).toBe(true)
  })
})

/** The documented calls: with the sandbox, their samples do what they say. */
const DOCUMENTED = [
  'login',
  'listIntegrations',
  'listTemplates',
  'sendTemplate',
  'sendBulk',
  'createBulkSend',
  'listBulkSends',
  'sendMessage',
  'sendLocation',
  'sendContacts',
  'sendMedia',
  'sendInteractive',
  'requestLocation',
  'createOptOuts',
  'listOptOuts',
]

/** What Masa adds: one language shows that the page writes these calls right, too. */
const ADDED = ['createTemplate', 'getTemplate', 'syncTemplates', 'previewTemplate', 'getTemplateStatistics']

/** Runs the samples of operations as they stand, with a token in place. */
const runSamples = async (names: string[], language: string): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'masa-docs-'))
  await writeFile(
    join(folder, 'test_image.jpg'),
    Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'),
  )
  await writeFile(join(folder, 'recipients.csv'), 'phone,name\n+905555555557,Ahmet Kara\n')
  const { write } = LANGUAGES.find(({ id }) => id === language)!
  try {
    for (const name of names) {
      const operation = operations.find(({ operationId }) => operationId === name)!
      for (const [index, { title, request }] of buildSamples(operation, app.url).entries()) {
        const code = write(request)
          .replace('YOUR_API_TOKEN', app.token)
          .replace('YOUR_PASSWORD', app.password)
          // A template's name is given once.
          .replace('order_on_its_way', `order_on_its_way_${index}`)
        const printed = await runSample(language, code, folder)
        const { required, items } = operation.answers[0]!.schema ?? {}
        const expected = (items?.required ?? required)?.[0] ?? 'id'
        expect(printed, `${name}, ${title}`).toMatch(new RegExp(`\\b${expected}\\b`))
        expect(printed, `${name}, ${title}`).not.toMatch(/\berror\b/)
      }
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe.each(RUNNABLE)('the samples in $name', ({ language, isMissing }) => {
  // Compiling each sample of Java takes two seconds, and many times that on a busy machine.
  test.skipIf(isMissing)(
    'run as they stand, with a token in place',
    () => runSamples(DOCUMENTED, language),
    300_000,
  )
})

const curl = RUNNABLE.find(({ language }) => language === 'curl')!
test.skipIf(curl.isMissing)('the samples of what Masa adds run, too', () => runSamples(ADDED, 'curl'))
