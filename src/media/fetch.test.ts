import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createDatabase, type Database } from '../database/database.ts'
import type { Integration } from '../integrations/directory.ts'
import { createGraphClient, type GraphClient } from '../whatsapp/graph-client.ts'
import { answerJson, type GraphServer, startGraphServer } from '../whatsapp/testing/graph-server.ts'
import { createFetcher } from './fetch.ts'
import { createMediaId, createMediaStore, type MediaStore } from './store.ts'

const CONTENT = Buffer.from('the bytes of a picture')
const HASH = createHash('sha256').update(CONTENT).digest()
const META_ID = '4711'

let testDatabase: TestDatabase
let database: Database
let folder: string
let store: MediaStore
let meta: GraphServer
let graph: GraphClient
/** What Meta answers by path; a test may change it. */
let answers: Record<string, (response: ServerResponse) => void>

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = createDatabase({ connectionString: testDatabase.connectionString, max: 2 })
  await database
    .insertInto('integrations')
    .values({
      id: 11,
      display_name: 'Desk',
      phone_number: '+905554443322',
      phone_number_id: '1055',
      waba_id: '1',
      access_token_sealed: Buffer.alloc(0),
      app_secret_sealed: Buffer.alloc(0),
      verify_token_sealed: Buffer.alloc(0),
    })
    .execute()
  folder = await mkdtemp(join(tmpdir(), 'masa-fetch-'))
  store = createMediaStore(folder)
  meta = await startGraphServer(({ url }, response) => {
    const answer = answers[url.pathname]
    if (answer) answer(response)
    else response.writeHead(404).end()
  })
  graph = createGraphClient({ baseUrl: meta.url })
})
beforeEach(() => {
  meta.seen.length = 0
  const file = (response: ServerResponse) => response.writeHead(200).end(CONTENT)
  answers = {
    '/direct': file,
    '/fresh': file,
    [`/v25.0/${META_ID}`]: (response) =>
      answerJson(response, {
        id: META_ID,
        url: `${meta.url}/fresh`,
        sha256: HASH.toString('hex'),
        file_size: '22',
      }),
  }
})
afterAll(async () => {
  await graph.close()
  await meta.close()
  await database.destroy()
  await testDatabase.drop()
  await rm(folder, { recursive: true })
})

const INTEGRATION = { id: 11, phoneNumberId: '1055', accessToken: 'TOKEN' } as Integration

type File = { url?: string | null; sha256?: Buffer | null; createdAt?: Date }

const insertFile = async ({ url = null, sha256 = HASH, createdAt }: File = {}): Promise<string> => {
  const id = createMediaId()
  await database
    .insertInto('media')
    .values({
      integration_id: 11,
      id,
      direction: 'inbound',
      meta_media_id: META_ID,
      fetch_url: url,
      mime_type: 'image/jpeg',
      sha256,
      created_at: createdAt,
    })
    .execute()
  return id
}

const fetchFile = (id: string, isLastTry = false): Promise<void> =>
  createFetcher({
    database,
    directory: {
      list: async () => [INTEGRATION],
      find: async () => INTEGRATION,
      findDeleted: async () => undefined,
      forget: () => undefined,
    },
    graphOf: () => graph,
    store,
    onAppended: () => undefined,
  })({ integration_id: 11, media_id: id }, isLastTry)

const read = (id: string) =>
  database.selectFrom('media').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** What the log tells of the file. */
const told = async (id: string) => {
  const rows = await database.selectFrom('events').select('data').where('type', '=', 'media.status').execute()
  return rows.map(({ data }) => data as Record<string, unknown>).filter((data) => data['media_id'] === id)
}

const paths = () => meta.seen.map(({ url }) => url.pathname)

const expectStored = async (id: string): Promise<void> => {
  const row = await read(id)
  expect(row).toMatchObject({ sha256: HASH, size_bytes: '22', fetch_error: null, fetch_url: null })
  expect(row.stored_at).not.toBeNull()
  expect(await readFile(store.pathOf(row.file_path!))).toEqual(CONTENT)
  expect(await told(id)).toEqual([{ media_id: id, status: 'stored' }])
  expect(await readdir(store.incomingDir)).toEqual([])
}

/** Nothing is kept of it, why is noted, and the log tells it when that was the end. */
const expectFailed = async (id: string, reason: RegExp, isEnd: boolean): Promise<void> => {
  expect(await read(id)).toMatchObject({
    stored_at: null,
    file_path: null,
    fetch_error: { reason: expect.stringMatching(reason) },
  })
  const event = { media_id: id, status: 'failed', reason: expect.stringMatching(reason) }
  expect(await told(id)).toEqual(isEnd ? [event] : [])
  expect(await readdir(store.incomingDir).catch(() => [])).toEqual([])
}

describe('a file is fetched', () => {
  test('from the address in the webhook, with the token', async () => {
    const id = await insertFile({ url: `${meta.url}/direct` })
    await fetchFile(id)
    await expectStored(id)
    expect(meta.seen.map(({ url, headers }) => [url.pathname, headers.authorization])).toEqual([
      ['/direct', 'Bearer TOKEN'],
    ])
  })

  test('from an address that is asked for, when there is none', async () => {
    const id = await insertFile()
    await fetchFile(id)
    await expectStored(id)
    expect(paths()).toEqual([`/v25.0/${META_ID}`, '/fresh'])
  })

  test.each<[string, File]>([
    ['has expired at WhatsApp', { url: '/gone' }],
    ['is older than five minutes', { url: '/direct', createdAt: new Date(Date.now() - 301_000) }],
  ])('from another address, when the one in the webhook %s', async (_name, { url, ...file }) => {
    const id = await insertFile({ ...file, url: `${meta.url}${url}` })
    await fetchFile(id)
    await expectStored(id)
    expect(paths().at(-1)).toBe('/fresh')
    expect(paths()).not.toContain('/direct')
  })

  test('and nothing of the token goes to a host that is not WhatsApp’s, though a webhook names it', async () => {
    const stranger = await startGraphServer((_request, response) => response.end(CONTENT))
    const id = await insertFile({ url: `${stranger.url}/direct` })
    await fetchFile(id)
    await expectStored(id)
    expect(stranger.seen).toEqual([])
    await stranger.close()
  })

  test('and measured by the hash that the answer tells, when the webhook told none', async () => {
    const id = await insertFile({ sha256: null })
    answers['/fresh'] = (response) => response.end('something else')
    await expect(fetchFile(id)).rejects.toThrow()
    await expectFailed(id, /not the file/, false)
  })

  test('once: a job that is done again finds it there', async () => {
    const id = await insertFile()
    await fetchFile(id)
    await fetchFile(id)
    await expectStored(id)
    expect(paths()).toHaveLength(2)
  })
})

describe('what may pass is tried again, with the reason noted meanwhile', () => {
  const fail: [string, RegExp, () => void][] = [
    [
      'bytes with another hash',
      /not the file/,
      () => {
        answers['/fresh'] = (response) => response.end('the bytes of another one')
      },
    ],
    [
      'a download that breaks off',
      /broke off|reached/,
      () => {
        answers['/fresh'] = (response) => {
          response.writeHead(200, { 'content-length': '100' })
          response.write('x')
          setTimeout(() => response.destroy(), 20)
        }
      },
    ],
    [
      'an address that has expired before it was used',
      /HTTP 404/,
      () => {
        answers['/fresh'] = (response) => response.writeHead(404).end()
      },
    ],
    [
      'a service that is unavailable',
      /unavailable/i,
      () => {
        answers[`/v25.0/${META_ID}`] = (response) => answerJson(response, { error: { code: 131016 } }, 503)
      },
    ],
    [
      'a token that has expired',
      /token/i,
      () => {
        answers[`/v25.0/${META_ID}`] = (response) => answerJson(response, { error: { code: 190 } }, 401)
      },
    ],
  ]

  test.each(fail)('%s', async (_name, reason, prepare) => {
    prepare()
    const id = await insertFile()
    await expect(fetchFile(id)).rejects.toThrow()
    await expectFailed(id, reason, false)
    await expectFailed(id, /It is tried again\.$/, false)
  })

  test.each(fail)('%s, at the last try, is the end', async (_name, reason, prepare) => {
    prepare()
    const id = await insertFile()
    await fetchFile(id, true)
    await expectFailed(id, reason, true)
    await expectFailed(id, /It was tried for more than a day\.$/, true)
  })

  test('and forgotten when it comes after all', async () => {
    const id = await insertFile()
    const right = answers['/fresh']!
    answers['/fresh'] = (response) => response.end('the bytes of another one')
    await expect(fetchFile(id)).rejects.toThrow()
    answers['/fresh'] = right
    await fetchFile(id)
    await expectStored(id)
  })
})

describe('what is final is told at once', () => {
  test.each<[string, RegExp, object]>([
    ['a file that WhatsApp has no more', /sent again/, { error: { code: 100, error_subcode: 33 } }],
    ['a file that WhatsApp could not take over', /again/, { error: { code: 131052 } }],
    ['a file that is too large', /100 MB/, { url: 'https://lookaside.fbsbx.com/x', file_size: 104_857_601 }],
    ['an address on a host that is not WhatsApp’s', /host/, { url: 'https://fbsbx.com.example.com/x' }],
  ])('%s', async (_name, reason, answer) => {
    answers[`/v25.0/${META_ID}`] = (response) => answerJson(response, answer, 'url' in answer ? 200 : 400)
    const id = await insertFile()
    await fetchFile(id)
    await expectFailed(id, reason, true)
  })
})
