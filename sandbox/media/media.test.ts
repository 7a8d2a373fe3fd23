import { createHash } from 'node:crypto'
import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileTypeFromBuffer } from 'file-type'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { startReceiver } from '../testing/start-receiver.ts'
import { startTestSandbox, type TestSandbox } from '../testing/start-test-sandbox.ts'
import { readSample } from './samples.ts'

let sandbox: TestSandbox
let clock = 0

beforeAll(async () => {
  sandbox = await startTestSandbox({ now: () => Date.now() + clock })
})
afterAll(() => sandbox.close())

const authorized = () => ({ authorization: `Bearer ${sandbox.credentials.access_token}` })
const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251)

describe('an uploaded file', () => {
  it('comes back byte for byte, with the token only', async () => {
    const id = await sandbox.upload('image/png', bytes)
    const { body } = await sandbox.graph('GET', `${id}?phone_number_id=${sandbox.numberId}`)
    expect(body).toMatchObject({
      id,
      messaging_product: 'whatsapp',
      mime_type: 'image/png',
      file_size: 70_000,
    })
    expect(body.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    const answer = await fetch(body.url, { headers: authorized() })
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
    expect((await fetch(body.url)).status).toBe(401)
  })

  it('has an address that works for five minutes, and cannot be made up', async () => {
    const id = await sandbox.upload('image/png', 'x')
    const { body } = await sandbox.graph('GET', id)
    const later = body.url.replace(/ext=(\d+)/, (_: string, ext: string) => `ext=${Number(ext) + 600}`)
    expect((await fetch(later, { headers: authorized() })).status).toBe(404)
    clock += 4 * 60_000
    expect((await fetch(body.url, { headers: authorized() })).status).toBe(200)
    clock += 61_000
    expect((await fetch(body.url, { headers: authorized() })).status).toBe(404)
  })

  it('is gone after thirty days, and when it was deleted', async () => {
    const id = await sandbox.upload('image/png', 'x')
    expect((await sandbox.graph('DELETE', id)).body).toEqual({ success: true })
    expect((await sandbox.graph('GET', id)).body.error).toMatchObject({ code: 100, error_subcode: 33 })
    const old = await sandbox.upload('image/png', 'x')
    clock += 30 * 24 * 3_600_000 + 1000
    expect((await sandbox.graph('GET', old)).status).toBe(400)
  })

  it.each([
    ['no form', '{}'],
    ['no file', { messaging_product: 'whatsapp' }],
    ['no product', { file: new Blob(['x'], { type: 'image/png' }) }],
    ['an empty file', { messaging_product: 'whatsapp', file: new Blob([], { type: 'image/png' }) }],
    [
      'a picture of 6 MB',
      { messaging_product: 'whatsapp', file: new Blob([new Uint8Array(6 << 20)], { type: 'image/png' }) },
    ],
    ['a type that is none', { messaging_product: 'whatsapp', type: 'picture', file: new Blob(['x']) }],
  ])('is refused: %s', async (_name, parts) => {
    const form = new FormData()
    if (typeof parts !== 'string') {
      for (const [name, value] of Object.entries(parts))
        value instanceof Blob ? form.set(name, value, 'file') : form.set(name, value)
    }
    const answer = await sandbox.graph(
      'POST',
      `${sandbox.numberId}/media`,
      typeof parts === 'string' ? parts : form,
    )
    expect([answer.status, answer.body.error.code]).toEqual([400, 100])
  })

  it('is still there after a restart', async () => {
    const id = await sandbox.upload('application/pdf', bytes)
    await sandbox.restart()
    const { body } = await sandbox.graph('GET', id)
    const answer = await fetch(body.url, { headers: authorized() })
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
  })
})

const listIncoming = () => readdir(join(sandbox.dataDir, 'media', 'incoming'))

/** How much of a file that is being sent is on the disk. */
const countIncomingBytes = async () => {
  const [name] = await listIncoming()
  return name === undefined ? 0 : (await stat(join(sandbox.dataDir, 'media', 'incoming', name))).size
}

type Sending = {
  mimeType: string
  sizeBytes: number
  type?: string | undefined
  halfway?: () => Promise<void>
}

/** Sends a form with a file that is made while it is sent, and the field `type` behind it. */
const sendForm = ({ mimeType, sizeBytes, type, halfway }: Sending) => {
  const part = (head: string) => Buffer.from(`--cut\r\nContent-Disposition: form-data; ${head}\r\n`)
  const field = (name: string, value: string) => part(`name="${name}"\r\n\r\n${value}`)
  const piece = Buffer.alloc(64 * 1024, 7)
  async function* write() {
    yield field('messaging_product', 'whatsapp')
    yield part(`name="file"; filename="big"\r\nContent-Type: ${mimeType}\r\n`)
    for (let left = sizeBytes; left > 0; left -= piece.length) {
      if (left <= sizeBytes / 2) await halfway?.()
      yield piece.subarray(0, left)
    }
    yield Buffer.from('\r\n')
    if (type !== undefined) yield field('type', type)
    yield Buffer.from('--cut--\r\n')
  }
  return fetch(`${sandbox.url}/v25.0/${sandbox.numberId}/media`, {
    method: 'POST',
    headers: { ...authorized(), 'content-type': 'multipart/form-data; boundary=cut' },
    body: Readable.from(write()),
    duplex: 'half',
  } as RequestInit)
}

describe('a large file', () => {
  it('goes to the disk as it comes, not when it is whole', async () => {
    const sizeBytes = 16 << 20
    const halfway = () =>
      eventually(async () => expect(await countIncomingBytes()).toBeGreaterThan(sizeBytes / 2 - (2 << 20)))
    const answer = await sendForm({ mimeType: 'application/pdf', sizeBytes, halfway })
    const { id } = (await answer.json()) as { id: string }
    expect((await sandbox.graph('GET', id)).body.file_size).toBe(sizeBytes)
    expect(await listIncoming()).toEqual([])
  })

  it.each([
    ['image/png', 6 << 20, undefined],
    ['application/pdf', 6 << 20, 'image/png'],
    ['application/pdf', (100 << 20) + 1, undefined],
    ['application/pdf', 102 << 20, undefined],
  ])('that is too large is refused and leaves nothing behind: %s %i %s', async (mimeType, size, type) => {
    const answer = await sendForm({ mimeType, sizeBytes: size, type })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(await listIncoming()).toEqual([])
  })

  it('that was coming in when the process was killed is gone after the next start', async () => {
    await writeFile(join(sandbox.dataDir, 'media', 'incoming', 'half'), 'x')
    await sandbox.restart()
    expect(await listIncoming()).toEqual([])
  })
})

describe('a resumable upload', () => {
  it('takes the file in pieces, tells how far it is, and ends with a handle for a template', async () => {
    const begin = await sandbox.graph(
      'POST',
      `${sandbox.credentials.app_id}/uploads?file_length=70000&file_type=image/png&file_name=a.png`,
    )
    const session: string = begin.body.id
    expect(session).toMatch(/^upload:/)
    const token = { authorization: `OAuth ${sandbox.credentials.access_token}` }
    const first = await sandbox.graph('POST', session, bytes.slice(0, 30_000), { ...token, file_offset: '0' })
    expect(first.body).toEqual({ id: session, file_offset: 30_000 })
    const wrong = await sandbox.graph('POST', session, bytes.slice(10), { ...token, file_offset: '10' })
    expect(wrong.status).toBe(400)
    expect((await sandbox.graph('GET', session)).body).toEqual({ id: session, file_offset: 30_000 })
    const form = { ...token, file_offset: '30000', 'content-type': 'application/x-www-form-urlencoded' }
    const last = await sandbox.graph('POST', session, bytes.slice(30_000), form)
    expect(last.body.h).toMatch(/^4::/)
    const created = await sandbox.graph('POST', `${sandbox.credentials.waba_id}/message_templates`, {
      name: 'with_picture',
      language: 'en',
      category: 'MARKETING',
      components: [
        { type: 'HEADER', format: 'IMAGE', example: { header_handle: [last.body.h] } },
        { type: 'BODY', text: 'Look at this' },
      ],
    })
    const { body } = await sandbox.graph('GET', created.body.id)
    const sample = await fetch(body.components[0].example.header_handle[0])
    expect(new Uint8Array(await sample.arrayBuffer())).toEqual(bytes)
  })

  it.each(['file_length=0&file_type=image/png', 'file_length=10&file_type=text/html', ''])(
    'is refused: %s',
    async (query) => {
      const { status } = await sandbox.graph('POST', `${sandbox.credentials.app_id}/uploads?${query}`)
      expect(status).toBe(400)
    },
  )
})

describe("a customer's media", () => {
  it('comes with type, hash and an address that gives the bytes', async () => {
    const receiver = await startReceiver()
    await receiver.subscribe(sandbox)
    const data = Buffer.from('a picture').toString('base64')
    const message = { type: 'image', image: { data, mime_type: 'image/jpeg', caption: 'Look' } }
    const { body } = await sandbox.control('POST', 'inbound', { from: '905550000001', message })
    await receiver.until(() => receiver.messages().some(({ id }) => id === body.id))
    const { image } = receiver.messages().find(({ id }) => id === body.id) as {
      image: Record<string, string>
    }
    expect(image).toMatchObject({
      caption: 'Look',
      mime_type: 'image/jpeg',
      sha256: createHash('sha256').update('a picture').digest('base64'),
    })
    expect(image).not.toHaveProperty('data')
    const direct = await fetch(image['url']!, { headers: authorized() })
    expect(await direct.text()).toBe('a picture')
    expect((await sandbox.graph('GET', image['id']!)).body.mime_type).toBe('image/jpeg')
    await receiver.close()
  })

  it.each(['image', 'video', 'audio', 'document', 'sticker'] as const)(
    'is a real %s when none is given',
    async (kind) => {
      const { mimeType, bytes: sample } = readSample(kind)
      const type = await fileTypeFromBuffer(sample)
      expect(mimeType.split(';')[0]).toBe(type?.mime.split(';')[0])
    },
  )
})
