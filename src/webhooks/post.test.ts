import type { Socket } from 'node:net'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { startWebhookReceiver } from '../../test/support/webhook-receiver.ts'
import { startRawServer } from '../whatsapp/testing/raw-server.ts'
import { createAddressGuard } from './address-guard.ts'
import { explainFailure } from './explain-failure.ts'
import { createPoster } from './post.ts'

const poster = createPoster({ guard: createAddressGuard({ allow: ['127.0.0.1'] }), timeoutMs: 400 })
afterAll(() => poster.close())

const post = (url: string, signal?: AbortSignal) =>
  poster.post({ url, headers: { 'content-type': 'application/json' }, body: '{"a":1}' }, signal)

/** Answers with these very bytes, and hangs up unless told otherwise. */
const startRaw = async (answer: string, hangsUp = true): Promise<string> => {
  const server = await startRawServer((socket: Socket) => {
    socket.write(Buffer.from(answer, 'latin1'))
    if (hangsUp) socket.end()
  })
  onTestFinished(server.close)
  return `http://127.0.0.1:${server.port}/`
}

const head = (status: string, ...headers: string[]): string =>
  [`HTTP/1.1 ${status}`, ...headers, '', ''].join('\r\n')

test.each([200, 201, 202, 204, 299])('an answer of %i is a success', async (status) => {
  const result = await post(await startRaw(head(`${status} x`, 'content-length: 0')))
  expect(result).toEqual({ durationMs: expect.any(Number), responseStatus: status, responseBody: '' })
})

test.each([
  ['400 Bad Request', 'The answer was 400.'],
  ['404 Not Found', 'The answer was 404.'],
  ['500 x', 'The answer was 500.'],
  ['304 Not Modified', 'The answer 304 is a redirect, which is not followed. Give the address itself.'],
])('an answer of %s is none', async (status, error) => {
  const result = await post(await startRaw(`${head(status, 'content-length: 0')}`))
  expect(result).toMatchObject({ responseStatus: Number(status.slice(0, 3)), error })
})

test('an answer that does not come, or has no end, is none when the time is over', async () => {
  const silent = await startRaw('', false)
  expect(await post(silent)).toEqual({
    durationMs: expect.any(Number),
    error: 'No answer within 0.4 seconds.',
  })
  const endless = await startRaw(`${head('200 OK', 'content-length: 10')}half`, false)
  expect(await post(endless)).toMatchObject({ responseStatus: 200, error: 'No answer within 0.4 seconds.' })
})

test.each([
  ['', 'The connection broke before the answer was whole.'],
  [`${head('200 OK', 'content-length: 10')}half`, 'The connection broke before the answer was whole.'],
  ['SSH-2.0-OpenSSH_9.9\r\n', 'What came back is no HTTP.'],
  [head('200 OK', `x: ${'y'.repeat(40_000)}`), 'The headers of the answer are too large.'],
])('an answer that is none says so: %j', async (answer, error) => {
  expect((await post(await startRaw(answer)))?.error).toBe(error)
})

test('a port where nobody listens, and one that speaks no TLS, say so', async () => {
  const receiver = await startWebhookReceiver()
  const secure = `https://127.0.0.1:${receiver.port}/`
  expect((await post(secure))?.error).toBe(`TLS: port ${receiver.port} did not speak it in a way known here.`)
  await receiver.close()
  expect((await post(receiver.url))?.error).toBe(`127.0.0.1 refuses connections at port ${receiver.port}.`)
})

test.each([
  ['CERT_HAS_EXPIRED', 'TLS: the certificate has expired.'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'TLS: the certificate is signed by nobody known here (self-signed).'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'TLS: the certificate is signed by nobody known here (self-signed).'],
  [
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'TLS: the certificate leads to no known authority. Is an intermediate one missing?',
  ],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'TLS: the certificate is not for shop.example.'],
  ['CERT_NOT_YET_VALID', 'TLS: the certificate is not valid.'],
  ['ENOTFOUND', 'The name shop.example could not be found.'],
  ['ETIMEOUT', 'The name shop.example could not be looked up: its name servers gave no answer.'],
  ['EHOSTUNREACH', 'No way leads to shop.example.'],
  ['UND_ERR_CONNECT_TIMEOUT', 'No answer within 15 seconds.'],
  ['E_NEW', 'The request failed: what it said (E_NEW).'],
])('%s is explained', (code, words) => {
  const error = Object.assign(new Error('what it said'), { code })
  const context = { hostname: 'shop.example', port: '443', timeoutMs: 15_000 }
  expect(explainFailure(error, context)).toBe(words)
  expect(explainFailure(new AggregateError([error, new Error('another')]), context)).toBe(words)
})

test('of a body its first 20 kB are kept, as text that can be stored', async () => {
  const body = `a\0\xff${'ş'.repeat(15_000)}`
  const receiver = await startWebhookReceiver()
  onTestFinished(receiver.close)
  receiver.answer = (response) => void response.end(Buffer.from(body, 'utf8'))
  const { responseBody = '' } = (await post(receiver.url)) ?? {}
  // 20,000 bytes: a, NUL, two for ÿ, and two for each ş.
  expect(responseBody).toBe(`a\uFFFD\xff${'ş'.repeat(9_998)}`)
  receiver.answer = (response) => void response.end(Buffer.from([0x61, 0xff, 0xed, 0xa0, 0x80]))
  const broken = (await post(receiver.url))?.responseBody
  expect(broken?.startsWith('a\uFFFD')).toBe(true)
  expect(broken?.isWellFormed()).toBe(true)
})

test('an answer without end costs no more than its first 20 kB', async () => {
  const server = await startRawServer((socket) => {
    socket.write(head('200 OK', 'transfer-encoding: chunked'))
    const chunk = `1000\r\n${'x'.repeat(4_096)}\r\n`
    const pour = (): void => {
      while (!socket.destroyed && socket.write(chunk));
      socket.once('drain', pour)
    }
    pour()
  })
  onTestFinished(server.close)
  const result = await post(`http://127.0.0.1:${server.port}/`)
  expect(result).toMatchObject({ responseStatus: 200, responseBody: 'x'.repeat(20_000) })
  expect(result?.error).toBeUndefined()
})

test('what is broken off has no result', async () => {
  const controller = new AbortController()
  const posting = post(await startRaw('', false), controller.signal)
  controller.abort()
  expect(await posting).toBeUndefined()
  expect(await post('http://127.0.0.1:1/', controller.signal)).toBeUndefined()
})

test('connections are used again', async () => {
  const receiver = await startWebhookReceiver()
  onTestFinished(receiver.close)
  const ports = new Set<number | undefined>()
  receiver.answer = (response) => {
    ports.add(response.socket?.remotePort)
    response.end()
  }
  for (let count = 0; count < 5; count += 1) await post(receiver.url)
  // One that is just coming free may be passed over once.
  expect(ports.size).toBeLessThanOrEqual(2)
})
