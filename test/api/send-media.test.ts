import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { HEADS, padTo } from '../support/files.ts'
import { rawMultipart } from '../support/multipart.ts'
import { drawNumber, openWindow, waitForSent } from '../support/sandbox.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await app.sandbox('PUT', '/_sandbox/settings', { json: { enforce_window: false } })
  return app.stop
})

const MESSAGES = '/v1/integrations/11/conversations/messages'
const MEDIA = `${MESSAGES}/media`

type File = { bytes: Buffer; name?: string; type?: string }
const form = (fields: Record<string, string>, file?: File): FormData => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  if (file)
    data.set(
      'attachment',
      new Blob([new Uint8Array(file.bytes)], { type: file.type ?? 'application/octet-stream' }),
      file.name ?? 'file',
    )
  return data
}
const send = (fields: Record<string, string>, file?: File, path = MEDIA): Promise<Answer> =>
  app.call('POST', path, { multipart: form({ to: '+905555555555', ...fields }, file) })

describe('what a file is, its content tells', () => {
  test.each<[keyof typeof HEADS, string, string]>([
    ['jpeg', 'image', 'image/jpeg'],
    ['png', 'image', 'image/png'],
    ['mp4', 'video', 'video/mp4'],
    ['threeGp', 'video', 'video/3gpp'],
    ['mp3', 'audio', 'audio/mpeg'],
    ['m4a', 'audio', 'audio/mp4'],
    ['aac', 'audio', 'audio/aac'],
    ['amr', 'audio', 'audio/amr'],
    ['opus', 'audio', 'audio/ogg; codecs=opus'],
    ['webp', 'sticker', 'image/webp'],
    ['pdf', 'document', 'application/pdf'],
    ['text', 'document', 'application/octet-stream'],
  ])('%s is sent as %s, as %s', async (head, kind, mimeType) => {
    const to = drawNumber()
    const answer = await send({ to }, { bytes: HEADS[head], name: 'misleading.exe' })
    expect(answer.status, answer.text).toBe(200)
    const [sent] = await waitForSent(app, to)
    expect(sent!.body.type).toBe(kind)
    const { rows } = await app.database.query('select mime_type from media where meta_media_id = $1', [
      sent!.body[kind].id,
    ])
    expect(rows[0].mime_type).toBe(mimeType)
  })

  test.each<[keyof typeof HEADS, string | undefined, RegExp]>([
    ['gif', undefined, /image\/gif.*JPEG or PNG.*document/],
    ['svg', 'image/svg+xml', /image\/svg\+xml.*JPEG or PNG/],
    ['mov', undefined, /video\/quicktime.*MP4 or 3GP/],
    ['wav', undefined, /audio\/wav.*Opus/],
    ['vorbis', undefined, /audio\/ogg;? .*Opus/],
    ['text', 'image/png', /images as JPEG or PNG/],
  ])(
    '%s is no document by itself, since its sender expects to see or hear it: 422 that says what is taken',
    async (head, type, words) => {
      expectFields(await send({}, { bytes: HEADS[head], type }), {
        attachment: [expect.stringMatching(words)],
      })
    },
  )

  test.each(Object.keys(HEADS) as (keyof typeof HEADS)[])(
    '%s goes as a document when its sender says so',
    async (head) => {
      const to = drawNumber()
      const answer = await send({ to, type: 'document' }, { bytes: HEADS[head], name: 'Ünlü dosya.bin' })
      expect(answer.status, answer.text).toBe(200)
      const [sent] = await waitForSent(app, to)
      expect(sent!.body).toMatchObject({ type: 'document', document: { filename: 'Ünlü dosya.bin' } })
    },
  )
})

describe('the type that a sender names', () => {
  test.each<[string, keyof typeof HEADS, RegExp]>([
    ['image', 'pdf', /application\/pdf.*images as JPEG or PNG.*document/],
    ['image', 'webp', /image\/webp.*type sticker or document/],
    ['video', 'mp3', /audio\/mpeg.*type audio or document/],
    ['audio', 'mp4', /video\/mp4.*type video or document/],
    ['audio', 'vorbis', /audio\/ogg/],
    ['sticker', 'png', /image\/png.*stickers as WebP/],
  ])('%s with a %s is a 422', async (type, head, words) => {
    expectFields(await send({ type }, { bytes: HEADS[head] }), { attachment: [expect.stringMatching(words)] })
  })

  test('that there is not is a 422', async () => {
    expectFields(await send({ type: 'picture' }, { bytes: HEADS.png }), {
      type: ['The type field must be one of: image, video, audio, document, sticker.'],
    })
  })
})

const KB = 1_024
const MB = 1_024 * KB
describe('a file of the largest size is taken, one byte more refused with both sizes', () => {
  test.each<[string, keyof typeof HEADS, number]>([
    ['image', 'jpeg', 5 * MB],
    ['video', 'mp4', 16 * MB],
    ['audio', 'mp3', 16 * MB],
    ['sticker that stands still', 'webp', 100 * KB],
    ['sticker that moves', 'animatedWebp', 500 * KB],
  ])('%s', async (_name, head, limit) => {
    expect((await send({}, { bytes: padTo(HEADS[head], limit) })).status).toBe(200)
    const answer = await send({}, { bytes: padTo(HEADS[head], limit + 1) })
    expectFields(answer, {
      attachment: [expect.stringMatching(new RegExp(`${limit + 1} bytes.* ${limit} `))],
    })
  })

  test('document: 100 MB, beyond which a file is not even read', async () => {
    const part = (size: number) => [
      { name: 'to', value: '+905555555555' },
      { name: 'attachment', value: padTo(HEADS.pdf, size), filename: 'a.pdf', type: 'application/pdf' },
    ]
    expect((await app.call('POST', MEDIA, rawMultipart(part(100 * MB)))).status).toBe(200)
    const answer = await app.call('POST', MEDIA, rawMultipart(part(100 * MB + 1)))
    expect(expectError(answer, 413, 'payload_too_large').message).toContain(String(100 * MB))
  })

  test('an empty one is a 422', async () => {
    expectFields(await send({}, { bytes: Buffer.alloc(0) }), {
      attachment: [expect.stringContaining('empty')],
    })
  })
})

describe('a file that is missing', () => {
  test.each<[string, () => Promise<Answer>]>([
    ['from a form', () => send({ caption: 'x' })],
    ['from JSON', () => app.call('POST', MEDIA, { json: { to: '+905555555555' } })],
    ['and a link in its place', () => send({ attachment: 'https://example.com/a.png' })],
  ])('%s is a 422', async (_name, call) => {
    expectFields(await call(), { attachment: [expect.stringContaining('a file in a multipart form')] })
  })
})

describe('a caption', () => {
  test.each(['a', '😀'])('of 1024 code points is sent, of 1025 refused: %s', async (letter) => {
    const to = drawNumber()
    expect((await send({ to, caption: letter.repeat(1_024) }, { bytes: HEADS.png })).status).toBe(200)
    const [sent] = await waitForSent(app, to)
    expect(sent!.body.image.caption).toBe(letter.repeat(1_024))
    expectFields(await send({ caption: letter.repeat(1_025) }, { bytes: HEADS.png }), {
      caption: [expect.stringMatching(/1024 characters.*1025/)],
    })
  })

  test.each(['mp3', 'webp'] as const)('with a %s is a 422, since WhatsApp shows none', async (head) => {
    expectFields(await send({ caption: 'x' }, { bytes: HEADS[head] }), {
      caption: [expect.stringContaining('no caption')],
    })
    expect((await send({ caption: '' }, { bytes: HEADS[head] })).status).toBe(200)
  })
})

test('a document is shown with the name that its sender gives it', async () => {
  const to = drawNumber()
  await send({ to, filename: 'Fatura № 7.pdf', caption: 'Your invoice' }, { bytes: HEADS.pdf, name: 'x.pdf' })
  const [sent] = await waitForSent(app, to)
  expect(sent!.body.document).toMatchObject({ filename: 'Fatura № 7.pdf', caption: 'Your invoice' })
  expectFields(await send({ filename: 'x'.repeat(256) }, { bytes: HEADS.pdf }), {
    filename: [expect.stringContaining('it has 256')],
  })
})

describe('POST /messages with a file', () => {
  test('sends it with the text as its caption', async () => {
    const to = drawNumber()
    const answer = await send({ to, text: 'Look' }, { bytes: HEADS.jpeg, name: 'a.jpg' }, MESSAGES)
    expect(answer.status).toBe(200)
    const [sent] = await waitForSent(app, to)
    expect(sent!.body).toMatchObject({ type: 'image', image: { caption: 'Look' } })
  })

  test('needs no text, and names the field when it is too long for a caption', async () => {
    expect((await send({}, { bytes: HEADS.jpeg }, MESSAGES)).status).toBe(200)
    expect((await send({ text: '' }, { bytes: HEADS.jpeg }, MESSAGES)).status).toBe(200)
    expectFields(await send({ text: 'x'.repeat(1_025) }, { bytes: HEADS.jpeg }, MESSAGES), {
      text: [expect.stringMatching(/1024.*1025/)],
    })
  })
})

test('everything that is wrong with a request is told at once', async () => {
  expectFields(await send({ to: 'x', caption: 'x', reply_to: 'x' }, { bytes: padTo(HEADS.mp3, 17 * MB) }), {
    to: [expect.any(String)],
    attachment: [expect.stringContaining('bytes')],
    caption: [expect.any(String)],
    reply_to: [expect.any(String)],
  })
})

test('a message shows the file by our id, and goes to WhatsApp with its own', async () => {
  const to = drawNumber()
  await openWindow(app, to)
  const { body } = await send({ to, caption: 'Hi' }, { bytes: HEADS.png, name: 'a.png', type: 'image/png' })
  const [sent] = await waitForSent(app, to)
  const { content } = (await app.call('GET', `${MESSAGES}/${body.message_id}`)).body
  expect(content).toEqual({ id: expect.stringMatching(/^[0-9a-f]{36}$/), caption: 'Hi' })
  expect(sent!.body.image).toEqual({ id: expect.stringMatching(/^\d+$/), caption: 'Hi' })
})
