import { readdir } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { pino } from 'pino'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { CallOptions } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { PNG } from '../support/files.ts'
import { rawMultipart } from '../support/multipart.ts'
import { WAIT } from '../support/wait.ts'

let app: TestApp
const logged: string[] = []
beforeAll(async () => {
  const keep = { write: (line: string) => void logged.push(line) }
  app = await startTestApp({}, pino({ level: 'info' }, keep))
  return app.stop
})

const MESSAGES = '/v1/integrations/11/conversations/messages'
const SEND = '/v1/integrations/11/conversations/templates/send'
const TO = '+905555555555'
const send = (options: CallOptions) => app.call('POST', MESSAGES, options)

describe('a file', () => {
  const file = { name: 'photo', value: 'not taken', filename: 'a.txt', type: 'text/plain' }
  const text = [
    { name: 'to', value: TO },
    { name: 'text', value: 'x' },
  ]

  test('where none is taken is refused by name', async () => {
    const answer = await app.call('POST', `${MESSAGES}/locations`, rawMultipart([...text, file]))
    expect(expectError(answer, 400, 'bad_request').message).toContain('photo')
  })

  test('in a field that takes none is refused with the name of the one that does', async () => {
    const answer = await app.call('POST', SEND, rawMultipart([...text, file]))
    expect(expectError(answer, 400, 'bad_request').message).toContain('attachment')
  })

  test('twice in one field is refused, in place of sending one of them', async () => {
    const twice = { name: 'attachment', value: PNG, filename: 'a.png', type: 'image/png' }
    const answer = await send(rawMultipart([text[0]!, twice, twice]))
    expect(expectError(answer, 400, 'bad_request').message).toContain('two files in the field attachment')
  })

  test.each([
    ['a form', rawMultipart([...text, { name: 'attachment', value: 'photo.jpg' }])],
    ['JSON', { json: { to: TO, text: 'x', attachment: 'https://example.com/photo.jpg' } }],
  ])(
    'that is a name or link in %s is refused, in place of sending the text alone',
    async (_name, options) => {
      expectFields(await send(options), {
        attachment: [expect.stringContaining('must be a file in a multipart form')],
      })
    },
  )

  test('beside a location is refused, in place of sending one of them', async () => {
    const location = { name: 'location', value: '{"latitude":1,"longitude":2}' }
    const attachment = { name: 'attachment', value: PNG, filename: 'a.png', type: 'image/png' }
    expectFields(await send(rawMultipart([text[0]!, location, attachment])), {
      location: [expect.stringContaining('two messages')],
    })
  })

  test('input that was left empty is nothing', async () => {
    const empty = { name: 'photo', value: '', filename: '', type: 'application/octet-stream' }
    const parts = [...text.slice(0, 1), { name: 'location', value: '{"latitude":1,"longitude":2}' }, empty]
    const answer = await app.call('POST', `${MESSAGES}/locations`, rawMultipart(parts))
    expect(answer.status).toBe(200)
  })
})

const filesLeft = () => readdir(join(app.dataDir, 'media', 'incoming'))

describe('names of files', () => {
  test.each([
    ['NUL', 'a\0b.png', 'ab.png'],
    ['a way out of the folder', '../../etc/passwd', 'passwd'],
    ['a line break', 'a\\\r\n b.png', expect.not.stringContaining('\n')],
    ['five thousand letters', 'a'.repeat(5_000), 'a'.repeat(255)],
  ])('%s in one does no harm', async (_name, filename, stored) => {
    const { rows } = await app.database.query('select id from templates where name = $1', ['summer_campaign'])
    const parameters = { 'body-first_name': 'Ahmet', 'body-discount': '10%' }
    const parts = [
      { name: 'template_id', value: String(rows[0].id) },
      { name: 'language_id', value: '1' },
      { name: 'destinations', value: JSON.stringify([{ phone: TO, parameters }]) },
      { name: 'attachment', value: PNG, filename, type: 'image/png' },
    ]
    const answer = await app.call('POST', SEND, rawMultipart(parts))
    expect(answer.status).toBe(200)
    const media = await app.database.query(
      'select filename from media join messages m on m.media_id = media.id where m.id = $1',
      [answer.body.message_id],
    )
    expect(media.rows).toEqual([{ filename: stored }])
  })
})

describe('connections', () => {
  const open = (head: string, body: string): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(app.url)
      const socket = connect(Number(port), hostname, () => {
        const headers = `Authorization: Bearer ${app.token}\r\nHost: x`
        socket.write(`${head}\r\n${headers}\r\n\r\n${body}`, () => resolve(socket))
      })
      socket.on('error', reject)
    })
  const part = 'Content-Disposition: form-data; name="attachment"; filename="a.jpg"'
  const openUpload = () =>
    open(
      `POST ${SEND} HTTP/1.1\r\nContent-Length: 1000000\r\nContent-Type: multipart/form-data; boundary=b`,
      `--b\r\n${part}\r\nContent-Type: image/jpeg\r\n\r\n${'x'.repeat(20_000)}`,
    )
  const openPlain = () =>
    open(
      `POST ${MESSAGES} HTTP/1.1\r\nContent-Length: 1000\r\nContent-Type: application/json`,
      '{"to":"+9055',
    )

  test('two hundred that break off within their body leave the server well, and no file behind', async () => {
    const sockets = await Promise.all(
      Array.from({ length: 200 }, (_, n) => (n % 2 === 0 ? openUpload() : openPlain())),
    )
    await vi.waitFor(async () => expect(await filesLeft()).toHaveLength(100), WAIT)
    for (const socket of sockets) socket.destroy()
    const answers = await Promise.all(Array.from({ length: 20 }, () => send({ json: { to: TO, text: 'x' } })))
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
    await vi.waitFor(async () => expect(await filesLeft()).toEqual([]), WAIT)
    // A client that goes away is no news to the operator; that the database let something else wait may be.
    expect(logged.filter((line) => !/connection timeout|trying to connect/.test(line))).toEqual([])
  })

  test.each([
    ['words that are no HTTP', 'HELLO\r\n\r\n'],
    ['a length that is no number', `POST ${MESSAGES} HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n`],
    [
      'two lengths',
      `POST ${MESSAGES} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx`,
    ],
    ['a header of 100 KB', `GET /v1 HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(100_000)}\r\n\r\n`],
  ])('%s is answered with a 4xx and an end of the connection', async (_name, bytes) => {
    const { hostname, port } = new URL(app.url)
    const answer = await new Promise<string>((resolve, reject) => {
      let text = ''
      const socket = connect(Number(port), hostname, () => socket.write(bytes))
      socket.on('data', (chunk) => {
        text += chunk
      })
      socket.on('error', (error) => (text === '' ? reject(error) : resolve(text)))
      socket.on('close', () => resolve(text))
    })
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /)
  })
})
