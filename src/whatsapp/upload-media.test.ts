import { randomBytes } from 'node:crypto'
import { mkdtemp, open, readdir, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createGraphClient, type GraphClient } from './graph-client.ts'
import { answerJson, startGraphServer } from './testing/graph-server.ts'
import { startRawServer } from './testing/raw-server.ts'

const closers: (() => Promise<void>)[] = []
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upload-media-'))
})
afterAll(() => rm(folder, { recursive: true }))
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const clientFor = (baseUrl: string): GraphClient => {
  const client = createGraphClient({ baseUrl })
  closers.push(() => client.close(0))
  return client
}

const writeRandom = async (sizeBytes: number) => {
  const path = join(folder, randomBytes(6).toString('hex'))
  const bytes = randomBytes(sizeBytes)
  await writeFile(path, bytes)
  return { file: { path, sizeBytes }, bytes }
}

const upload = (client: GraphClient, file: { path: string; sizeBytes: number }, more = {}) =>
  client.uploadMedia({
    phoneNumberId: '10987654321',
    accessToken: 'token',
    file,
    mimeType: 'image/png',
    filename: 'photo.png',
    ...more,
  })

/** Files of the test's folder that this process holds open. */
const countOpenFiles = async (): Promise<number> => {
  const links = await readdir('/proc/self/fd').catch(() => [])
  const targets = await Promise.all(links.map((link) => readlink(`/proc/self/fd/${link}`).catch(() => '')))
  return targets.filter((target) => target.startsWith(folder)).length
}

describe('an upload fails without a throw', () => {
  test('when the file is missing or has another size; nothing is sent', async () => {
    const server = await startGraphServer((_, response) => answerJson(response, { id: '1' }))
    closers.push(server.close)
    const client = clientFor(server.url)
    const { file } = await writeRandom(10)
    expect(await upload(client, { path: join(folder, 'none'), sizeBytes: 1 })).toEqual({
      kind: 'not_sent',
      reason: 'file_unreadable',
      detail: 'ENOENT',
    })
    expect(await upload(client, { ...file, sizeBytes: 11 })).toMatchObject({ reason: 'file_unreadable' })
    expect(server.seen).toEqual([])
    expect(await countOpenFiles()).toBe(0)
  })

  test('when nobody listens, and the file is closed', async () => {
    const server = await startRawServer(() => {})
    await server.close()
    const { file } = await writeRandom(10)
    const outcome = await upload(clientFor(`http://127.0.0.1:${server.port}`), file)
    expect(outcome).toMatchObject({ kind: 'not_sent', reason: 'refused' })
    expect(await countOpenFiles()).toBe(0)
  })

  test('when the connection is reset amid the file, and the file is closed', async () => {
    const server = await startRawServer(
      () => {},
      (socket) => socket.once('data', () => socket.resetAndDestroy()),
    )
    closers.push(server.close)
    const { file } = await writeRandom(4 * 1024 * 1024)
    const outcome = await upload(clientFor(`http://127.0.0.1:${server.port}`), file)
    expect(outcome).toMatchObject({ kind: 'unknown' })
    expect(await countOpenFiles()).toBe(0)
  })

  test('when Meta refuses the file', async () => {
    const server = await startGraphServer((_, response) =>
      answerJson(response, { error: { code: 131053, message: 'Media upload error' } }, 400),
    )
    closers.push(server.close)
    const { file } = await writeRandom(10)
    expect(await upload(clientFor(server.url), file)).toMatchObject({
      kind: 'rejected',
      error: { code: 131053 },
    })
  })

  test('when it is aborted', async () => {
    const server = await startGraphServer((_, response) => answerJson(response, { id: '1' }))
    closers.push(server.close)
    const { file } = await writeRandom(10)
    const outcome = await upload(clientFor(server.url), file, { signal: AbortSignal.abort() })
    expect(outcome).toMatchObject({ kind: 'not_sent', reason: 'aborted' })
    expect(await countOpenFiles()).toBe(0)
  })
})

describe('an upload', () => {
  test.each([0, 1, 700_000])('of %i bytes is a form of exactly the announced length', async (sizeBytes) => {
    const server = await startGraphServer((_, response) => answerJson(response, { id: '1037543291543636' }))
    closers.push(server.close)
    const { file, bytes } = await writeRandom(sizeBytes)
    const outcome = await upload(clientFor(server.url), file)
    expect(outcome).toEqual({ kind: 'uploaded', mediaId: '1037543291543636' })
    const [seen] = server.seen
    expect(seen?.url.pathname).toBe('/v25.0/10987654321/media')
    expect(seen?.headers['content-length']).toBe(String(seen?.body.length))
    const form = await new Response(new Uint8Array(seen!.body), {
      headers: { 'content-type': seen!.headers['content-type']! },
    }).formData()
    expect(form.get('messaging_product')).toBe('whatsapp')
    expect(form.get('type')).toBe('image/png')
    const part = form.get('file') as File
    expect(part.type).toBe('image/png')
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes)).toBe(true)
    expect(await countOpenFiles()).toBe(0)
  })

  test('with a hostile name and type stays one part', async () => {
    const server = await startGraphServer((_, response) => answerJson(response, { id: '1' }))
    closers.push(server.close)
    const { file } = await writeRandom(3)
    await upload(clientFor(server.url), file, { filename: 'a"\r\nx: y; ö.png', mimeType: 'a/b\r\nx: y' })
    const [seen] = server.seen
    const text = seen!.body.toString('utf8')
    expect(text).toContain(
      'filename="a%22%0D%0Ax: y; ö.png"\r\ncontent-type: application/octet-stream\r\n\r\n',
    )
  })

  test('of a large file waits for a slow reader rather than filling the memory', async () => {
    const sizeBytes = 64 * 1024 * 1024
    const path = join(folder, 'large')
    const handle = await open(path, 'w')
    await handle.truncate(sizeBytes)
    await handle.close()
    const stalled = Promise.withResolvers<void>()
    const server = await startRawServer(
      () => {},
      (socket) =>
        socket.once('data', () => {
          socket.pause()
          stalled.resolve()
        }),
    )
    closers.push(server.close)
    const before = process.memoryUsage().arrayBuffers
    const aborter = new AbortController()
    const client = clientFor(`http://127.0.0.1:${server.port}`)
    const outcome = upload(client, { path, sizeBytes }, { signal: aborter.signal })
    await stalled.promise
    // Enough to read all of the file several times, were nothing to hold it back.
    await setTimeout(500)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(sizeBytes / 2)
    aborter.abort()
    expect(await outcome).toMatchObject({ kind: 'unknown', reason: 'aborted' })
    expect(await countOpenFiles()).toBe(0)
  })
})
