import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createGraphClient } from './graph-client.ts'
import { answerJson, type GraphServer, type SeenRequest, startGraphServer } from './testing/graph-server.ts'

const closers: (() => Promise<void>)[] = []
let folder = ''
let file = { path: '', sizeBytes: 5 }
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upload-sample-'))
  file = { path: join(folder, 'a.png'), sizeBytes: 5 }
  await writeFile(file.path, 'bytes')
})
afterAll(() => rm(folder, { recursive: true }))
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** A server that answers the two calls of an upload with these. */
const serve = async (...answers: object[]): Promise<GraphServer> => {
  const server = await startGraphServer((_, response) => answerJson(response, answers.shift() ?? {}))
  closers.push(server.close)
  return server
}

const upload = (server: GraphServer, more = {}) => {
  const client = createGraphClient({ baseUrl: server.url })
  closers.push(() => client.close(0))
  return client.uploadSample({
    appId: '77',
    accessToken: 'token',
    file,
    mimeType: 'image/png',
    filename: 'a b.png',
    ...more,
  })
}

const pathOf = ({ url }: SeenRequest): string => url.pathname + url.search

describe('the sample of a media header', () => {
  test('is announced, sent whole to where Meta says, and answered with its handle', async () => {
    const server = await serve({ id: 'upload:MTphdHRhY2htZW50?sig=ARZqkGCA_uQ' }, { h: '4::aW1h' })
    expect(await upload(server)).toBe('4::aW1h')
    const [begun, sent] = server.seen
    expect(begun!.method).toBe('POST')
    expect(pathOf(begun!)).toBe('/v25.0/77/uploads?file_length=5&file_type=image%2Fpng&file_name=a%20b.png')
    expect(pathOf(sent!)).toBe('/v25.0/upload:MTphdHRhY2htZW50?sig=ARZqkGCA_uQ')
    expect(sent!.headers).toMatchObject({
      authorization: 'OAuth token',
      file_offset: '0',
      'content-length': '5',
    })
    expect(String(sent!.body)).toBe('bytes')
  })

  test('belongs to the token’s own app where none is named', async () => {
    const server = await serve({ id: 'upload:a' }, { h: '4::b' })
    await upload(server, { appId: undefined })
    expect(pathOf(server.seen[0]!)).toMatch(/^\/v25.0\/app\/uploads\?/)
  })

  test.each([
    ['no id', {}],
    ['an id that is another call', { id: '../me/messages' }],
    ['an id with a line break', { id: 'upload:a\r\nhost: b' }],
    ['an address', { id: 'https://other.example/upload:a' }],
  ])('goes nowhere on somebody’s word: %s', async (_, answer) => {
    const server = await serve(answer)
    await expect(upload(server)).rejects.toMatchObject({ failure: { kind: 'unknown' } })
    expect(server.seen).toHaveLength(1)
  })

  test('that Meta refuses is thrown with its error', async () => {
    const server = await serve({ id: 'upload:a' }, { error: { code: 100, message: 'no' } })
    await expect(upload(server)).rejects.toMatchObject({
      failure: { kind: 'rejected', error: { code: 100 } },
    })
  })
})
