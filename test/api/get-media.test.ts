import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { createMediaId } from '../../src/media/store.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer } from '../support/call.ts'
import { expectError } from '../support/expect-error.ts'
import { HEADS } from '../support/files.ts'
import { expectForetold, MESSAGES as PATH, readOpenApi } from '../support/openapi.ts'
import { drawNumber } from '../support/sandbox.ts'

let app: TestApp
let now = Date.now()
beforeAll(async () => {
  app = await startTestApp({}, undefined, { mediaPatienceMs: 1_500, now: () => now })
  return app.stop
})

const MESSAGES = '/v1/integrations/11/conversations/messages'

/** Sends a file, and answers with our id of it. */
const sendFile = async (bytes: Buffer, name: string, type: string, to = drawNumber()): Promise<string> => {
  const form = new FormData()
  form.set('to', to)
  form.set('type', 'document')
  form.set('attachment', new Blob([new Uint8Array(bytes)], { type }), name)
  const sent = await app.call('POST', `${MESSAGES}/media`, { multipart: form })
  expect(sent.status, sent.text).toBe(200)
  const { body } = await app.call('GET', `${MESSAGES}/${sent.body.message_id}`)
  return body.content.id
}
const get = (id: string, headers: Record<string, string> = {}, token?: null): Promise<Answer> =>
  app.call('GET', `${MESSAGES}/media/${id}`, { headers, ...(token === null && { token }) })
const describeFile = async (id: string) => (await get(id, { accept: 'application/json' })).body

/** A file as a customer's message announces it. */
const insertReceived = async (more: { error?: string; filePath?: string } = {}): Promise<string> => {
  const id = createMediaId()
  await app.database.query(
    `insert into media (integration_id, id, direction, mime_type, filename, meta_media_id, fetch_error)
    values (11, $1, 'inbound', 'image/jpeg', null, '1', $2)`,
    [id, more.error ? JSON.stringify({ reason: more.error }) : null],
  )
  return id
}
const storeReceived = (id: string, like: string): Promise<unknown> =>
  app.database.query(
    `update media m set file_path = s.file_path, size_bytes = s.size_bytes, sha256 = s.sha256, stored_at = now()
    from media s where m.id = $1 and s.id = $2`,
    [id, like],
  )

describe('a file that is not there', () => {
  test('is a 404, and so is one of another number, and any for nobody a 401', async () => {
    for (const id of [createMediaId(), 'x', 'read']) expectError(await get(id), 404, 'not_found')
    const id = await sendFile(HEADS.pdf, 'a.pdf', 'application/pdf')
    const other = await app.call('GET', `${MESSAGES.replace('11', '22')}/media/${id}`)
    expectError(other, 404, 'not_found')
    expectError(await get(id, {}, null), 401, 'unauthenticated')
  })

  test('because it could not be fetched from WhatsApp is a 404 with the reason', async () => {
    const id = await insertReceived({ error: 'WhatsApp does not have it any more.' })
    expect(expectError(await get(id), 404, 'not_found').message).toContain('does not have it any more')
  })

  test('because it has gone from the disk is a 404 that says so', async () => {
    const id = await sendFile(Buffer.concat([HEADS.pdf, Buffer.from('gone')]), 'a.pdf', 'application/pdf')
    const { rows } = await app.database.query('select file_path from media where id = $1', [id])
    await rm(join(app.dataDir, 'media', rows[0].file_path))
    expect(expectError(await get(id), 404, 'not_found').message).toContain('disk')
  })

  test('yet, since it is being fetched, is waited for, and in the end a 503', async () => {
    const like = await sendFile(HEADS.jpeg, 'a.jpg', 'image/jpeg')
    const [coming, late] = [await insertReceived(), await insertReceived()]
    const answer = get(coming)
    await storeReceived(coming, like)
    expect(await answer).toMatchObject({ status: 200, headers: { 'content-type': 'image/jpeg' } })
    expectError(await get(late), 503, 'service_unavailable')
  })
})

describe('a file', () => {
  test('comes as it was sent, with type, length and name', async () => {
    const id = await sendFile(HEADS.jpeg, 'Ünlü "foto".jpg', 'image/jpeg')
    const answer = await get(id)
    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(HEADS.jpeg.length),
      'content-disposition': expect.stringMatching(/^inline; filename=.*filename\*=UTF-8''%C3%9Cnl/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'accept-ranges': 'bytes',
    })
    expect(await loadedHash(id)).toBe(createHash('sha256').update(HEADS.jpeg).digest('hex'))
  })

  test.each<[keyof typeof HEADS, string, string]>([
    ['svg', 'image/svg+xml', 'attachment'],
    ['html', 'text/html', 'attachment'],
    ['pdf', 'application/pdf', 'attachment'],
    ['png', 'image/png', 'inline'],
    ['mp4', 'video/mp4', 'inline'],
    ['mp3', 'audio/mpeg', 'inline'],
  ])('%s is shown or kept: %s is %s', async (head, type, disposition) => {
    const { headers } = await get(await sendFile(HEADS[head], 'a', type))
    expect(headers['content-type']).toBe(type)
    expect(headers['content-disposition']).toMatch(new RegExp(`^${disposition};`))
  })

  test('comes in parts, by Range; a part that there is not is a 416', async () => {
    const id = await sendFile(HEADS.text, 'a.txt', 'text/plain')
    expect(await get(id, { range: 'bytes=5-9' })).toMatchObject({
      status: 206,
      text: 'words',
      headers: { 'content-range': 'bytes 5-9/11', 'content-length': '5' },
    })
    expect(await get(id, { range: 'bytes=-2' })).toMatchObject({ status: 206, text: 's.' })
    const beyond = await get(id, { range: 'bytes=100-' })
    expect(beyond).toMatchObject({ status: 416, headers: { 'content-range': 'bytes */11' } })
    expect(JSON.parse(beyond.text).error).toMatchObject({ code: 'range_not_satisfiable' })
    expect(await get(id, { range: 'bytes=a' })).toMatchObject({ status: 200, text: 'Just words.' })
  })

  test('is not sent again to who has it, and HEAD tells of it alone', async () => {
    const id = await sendFile(HEADS.text, 'a.txt', 'text/plain')
    const { headers } = await get(id)
    const again = await get(id, { 'if-none-match': headers['etag']! })
    expect(again).toMatchObject({ status: 304, text: '' })
    const head = await app.call('HEAD', `${MESSAGES}/media/${id}`)
    expect(head).toMatchObject({ status: 200, text: '', headers: { 'content-length': '11' } })
  })

  test.each([undefined, '*/*', 'application/json, text/plain, */*', 'application/json, text/json, *+xml, *'])(
    'comes to a program that takes %s',
    async (accept) => {
      const id = await sendFile(HEADS.text, 'a.txt', 'text/plain')
      expect((await get(id, accept === undefined ? {} : { accept })).text).toBe(HEADS.text.toString())
    },
  )
})

const loadedHash = async (id: string): Promise<string> => {
  const response = await fetch(`${app.url}${MESSAGES}/media/${id}`, {
    headers: { authorization: `Bearer ${app.token}` },
  })
  return createHash('sha256')
    .update(Buffer.from(await response.arrayBuffer()))
    .digest('hex')
}

describe('what is known of a file', () => {
  test('comes to a program that takes JSON alone', async () => {
    const id = await sendFile(HEADS.jpeg, 'photo.jpg', 'image/jpeg')
    const answer = await get(id, { accept: 'application/json' })
    expectForetold(await readOpenApi(app), 'get', `${PATH}/media/{media_id}`, answer)
    expect(answer.body).toEqual({
      id,
      mime_type: 'image/jpeg',
      sha256: createHash('sha256').update(HEADS.jpeg).digest('hex'),
      file_size: HEADS.jpeg.length,
      filename: 'photo.jpg',
      url: expect.stringContaining(`${app.url}/files/11/${id}?`),
    })
  })

  test('has a name for what came without one', async () => {
    const id = await insertReceived()
    await storeReceived(id, await sendFile(HEADS.jpeg, 'a.jpg', 'image/jpeg'))
    expect((await describeFile(id)).filename).toBe(`${id}.jpeg`)
  })
})

describe('its link', () => {
  const follow = (url: string, headers: Record<string, string> = {}) =>
    app.call('GET', new URL(url).pathname + new URL(url).search, { token: null, headers })

  test('works without a token for five minutes, and not a moment longer', async () => {
    const id = await sendFile(HEADS.text, 'a.txt', 'text/plain')
    const { url } = await describeFile(id)
    expect(await follow(url)).toMatchObject({
      status: 200,
      text: 'Just words.',
      headers: {
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining('sandbox'),
        'content-disposition': expect.stringContaining('attachment'),
      },
    })
    expect((await follow(url)).headers).not.toHaveProperty('x-ratelimit-limit')
    expect(await follow(url, { range: 'bytes=0-3' })).toMatchObject({ status: 206, text: 'Just' })
    now += 5 * 60_000 - 1_000
    expect((await follow(url)).status).toBe(200)
    now += 2_000
    expectError(await follow(url), 404, 'not_found')
  })

  test('is of one file of one number, until one time', async () => {
    const [id, other] = [
      await sendFile(HEADS.text, 'a.txt', 'text/plain'),
      await sendFile(HEADS.pdf, 'a.pdf', 'application/pdf'),
    ]
    const { url } = await describeFile(id)
    const expires = new URL(url).searchParams.get('expires')!
    for (const wrong of [
      url.replace(id, other),
      url.replace('/11/', '/22/'),
      url.replace(expires, String(Number(expires) + 60)),
      url.replace(expires, ''),
      url.replace(/signature=./, (start: string) => (start.endsWith('A') ? 'signature=B' : 'signature=A')),
      url.replace(/signature=.*/, 'signature='),
      url.replace(/\?.*/, ''),
    ])
      expectError(await follow(wrong), 404, 'not_found')
    expect((await follow(url)).status).toBe(200)
  })
})
