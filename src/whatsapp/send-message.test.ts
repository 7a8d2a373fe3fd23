import { once } from 'node:events'
import type { Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createGraphClient, type GraphClient } from './graph-client.ts'
import type { GraphClientOptions } from './graph-upstream.ts'
import type { SendRequest } from './send-message.ts'
import { httpAnswer, type RawServer, startRawServer } from './testing/raw-server.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const serve = async (
  onRequest: (socket: Socket, count: number) => void,
  onConnect?: (socket: Socket) => void,
): Promise<RawServer> => {
  const server = await startRawServer(onRequest, onConnect)
  closers.push(server.close)
  return server
}

const clientFor = (baseUrl: string, options: Partial<GraphClientOptions> = {}): GraphClient => {
  const client = createGraphClient({ baseUrl, ...options })
  closers.push(client.close)
  return client
}

const request: SendRequest = {
  phoneNumberId: '10987654321',
  accessToken: 'SECRET-TOKEN',
  body: '{"messaging_product":"whatsapp","to":"+905551112233","type":"text","text":{"body":"Günaydın"}}',
}
const send = (client: GraphClient, more: Partial<SendRequest> = {}) =>
  client.sendMessage({ ...request, ...more })

const success = (wamid: string) =>
  JSON.stringify({
    messaging_product: 'whatsapp',
    contacts: [{ input: '+905551112233', wa_id: '905551112233' }],
    messages: [{ id: wamid }],
  })
const accept = (socket: Socket, count: number) => socket.write(httpAnswer(200, success(`wamid.${count}`)))
const stayMute = () => {}

describe('what never reached Meta is not_sent', () => {
  test('a refused connection', async () => {
    const server = await startRawServer(accept)
    await server.close()
    const outcome = await send(clientFor(`http://127.0.0.1:${server.port}`))
    expect(outcome).toMatchObject({ kind: 'not_sent', reason: 'refused' })
  })

  test('a name that does not resolve', async () => {
    // A label beyond 63 letters fails without asking any name server.
    const outcome = await send(clientFor(`http://${'a'.repeat(64)}.invalid`))
    expect(outcome).toMatchObject({ kind: 'not_sent', reason: 'dns' })
  })

  test('a connection whose TLS handshake is never answered', async () => {
    const server = await serve(stayMute)
    const client = clientFor(`https://127.0.0.1:${server.port}`, { timeouts: { connectMs: 100 } })
    expect(await send(client)).toMatchObject({ kind: 'not_sent', reason: 'connect_timeout' })
  })

  test('a server that does not speak TLS', async () => {
    const server = await serve(stayMute, (socket) => socket.write(httpAnswer(400, 'plain')))
    expect(await send(clientFor(`https://127.0.0.1:${server.port}`))).toMatchObject({
      kind: 'not_sent',
      reason: 'tls',
    })
  })

  test('a reset during the TLS handshake, though ECONNRESET elsewhere means a lost answer', async () => {
    const server = await serve(stayMute, (socket) => socket.once('data', () => socket.resetAndDestroy()))
    expect(await send(clientFor(`https://127.0.0.1:${server.port}`))).toMatchObject({ kind: 'not_sent' })
  })

  test('a wait for a free connection that took too long; it is not sent later either', async () => {
    const held: Socket[] = []
    const server = await serve((socket, count) => (count === 1 ? held.push(socket) : accept(socket, count)))
    const client = clientFor(`http://127.0.0.1:${server.port}`, { connections: 1 })
    const first = send(client)
    const second = send(client, { body: '{"second":true}', signal: AbortSignal.timeout(100) })
    expect(await second).toMatchObject({ kind: 'not_sent', reason: 'aborted' })
    accept(held[0]!, 1)
    expect(await first).toMatchObject({ kind: 'accepted' })
    expect(await send(client)).toMatchObject({ kind: 'accepted' })
    expect(server.requests.filter((text) => text.includes('second'))).toEqual([])
  })

  test('a deadline that passes in the queue; a deadline on the wire is unknown', async () => {
    const server = await serve(stayMute)
    const client = clientFor(`http://127.0.0.1:${server.port}`, {
      connections: 1,
      timeouts: { requestMs: 1000 },
    })
    expect(await Promise.all([send(client), send(client)])).toMatchObject([
      { kind: 'unknown', reason: 'timeout' },
      { kind: 'not_sent', reason: 'queue_timeout' },
    ])
    expect(server.requests).toHaveLength(1)
  })

  test('a signal that was aborted before, a client that is closed, a token that is no header', async () => {
    const server = await serve(accept)
    const client = clientFor(`http://127.0.0.1:${server.port}`)
    expect(await send(client, { signal: AbortSignal.abort() })).toMatchObject({ reason: 'aborted' })
    expect(await send(client, { accessToken: 'two\nlines' })).toMatchObject({
      kind: 'not_sent',
      reason: 'invalid_request',
    })
    const closed = createGraphClient({ baseUrl: `http://127.0.0.1:${server.port}` })
    await closed.close()
    expect(await send(closed)).toMatchObject({ kind: 'not_sent', reason: 'closed' })
    expect(server.requests).toEqual([])
  })
})

describe('what may have reached Meta is unknown, and is written once only', () => {
  const cases: [string, string, (socket: Socket) => void][] = [
    ['a reset after the request', 'connection_lost', (socket) => socket.resetAndDestroy()],
    ['an end in place of an answer', 'connection_lost', (socket) => socket.end()],
    ['no answer at all', 'timeout', stayMute],
    [
      'headers, then silence',
      'timeout',
      (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n'),
    ],
    [
      'an answer that is cut off',
      'unreadable_answer',
      (socket) =>
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 900\r\nconnection: close\r\n\r\n{"messages":['),
    ],
    ['an answer that is not HTTP', 'unreadable_answer', (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')],
    ['a 200 with a page', 'unreadable_answer', (socket) => socket.write(httpAnswer(200, '<html>'))],
    ['a 200 with nothing', 'unreadable_answer', (socket) => socket.write(httpAnswer(200, ''))],
    ['a 200 with null', 'unreadable_answer', (socket) => socket.write(httpAnswer(200, 'null'))],
    [
      'a 200 without an id',
      'unreadable_answer',
      (socket) => socket.write(httpAnswer(200, '{"messages":[{}]}')),
    ],
    ["a proxy's 502", 'not_from_graph', (socket) => socket.write(httpAnswer(502, '<html>Bad Gateway'))],
    ["a proxy's empty 504", 'not_from_graph', (socket) => socket.write(httpAnswer(504, ''))],
    ["a proxy's 408", 'not_from_graph', (socket) => socket.write(httpAnswer(408, 'too slow'))],
  ]
  test.each(cases)('%s', async (_, reason, misbehave) => {
    const server = await serve(misbehave)
    const client = clientFor(`http://127.0.0.1:${server.port}`, { timeouts: { requestMs: 1000 } })
    const outcome = await send(client)
    expect(outcome).toMatchObject({ kind: 'unknown', reason })
    expect(JSON.stringify(outcome)).not.toMatch(/SECRET|Günaydın/)
    await client.close()
    expect(server.requests).toHaveLength(1)
  })

  test('an answer that drips for longer than the deadline', async () => {
    const server = await serve((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n')
      const drip = setInterval(() => socket.write(' '), 20)
      socket.on('close', () => clearInterval(drip))
    })
    const client = clientFor(`http://127.0.0.1:${server.port}`, { timeouts: { requestMs: 1000 } })
    expect(await send(client)).toMatchObject({ kind: 'unknown', reason: 'timeout' })
  })

  test('a reset of a connection that carried an earlier message', async () => {
    const server = await serve((socket, count) =>
      count === 1 ? accept(socket, count) : socket.resetAndDestroy(),
    )
    const client = clientFor(`http://127.0.0.1:${server.port}`, { connections: 1 })
    expect(await send(client)).toMatchObject({ kind: 'accepted' })
    expect(await send(client)).toMatchObject({ kind: 'unknown', reason: 'connection_lost' })
    expect(server.requests).toHaveLength(2)
  })

  test('a client that closes and waits no longer; what was still queued is not_sent', async () => {
    const written = Promise.withResolvers<void>()
    const server = await serve(() => written.resolve())
    const client = clientFor(`http://127.0.0.1:${server.port}`, { connections: 1 })
    const outcomes = Promise.all([send(client), send(client)])
    await written.promise
    await client.close(50)
    expect(await outcomes).toMatchObject([
      { kind: 'unknown', reason: 'closed' },
      { kind: 'not_sent', reason: 'closed' },
    ])
  })

  test('an abort after the request was written', async () => {
    const aborter = new AbortController()
    const server = await serve(() => aborter.abort())
    const client = clientFor(`http://127.0.0.1:${server.port}`)
    expect(await send(client, { signal: aborter.signal })).toMatchObject({
      kind: 'unknown',
      reason: 'aborted',
    })
  })

  test('a redirect, which is not followed', async () => {
    const other = await serve(accept)
    const server = await serve((socket) =>
      socket.write(httpAnswer(307, '', { location: `http://127.0.0.1:${other.port}/` })),
    )
    expect(await send(clientFor(`http://127.0.0.1:${server.port}`))).toMatchObject({
      kind: 'unknown',
      reason: 'not_from_graph',
    })
    expect(other.requests).toEqual([])
  })
})

describe('what Meta refused is rejected', () => {
  const graphError = JSON.stringify({
    error: { message: '(#131009) Parameter value is not valid', type: 'OAuthException', code: 131009 },
  })

  test.each([200, 400, 401, 429, 500, 503])('by its error body, with HTTP status %i', async (httpStatus) => {
    const server = await serve((socket) => socket.write(httpAnswer(httpStatus, graphError)))
    expect(await send(clientFor(`http://127.0.0.1:${server.port}`))).toMatchObject({
      kind: 'rejected',
      httpStatus,
      error: { code: 131009 },
    })
  })

  test('with the usage of its limits', async () => {
    const headers = { 'x-app-usage': '{"call_count":103,"total_cputime":1,"total_time":2}' }
    const server = await serve((socket) => socket.write(httpAnswer(400, graphError, headers)))
    expect(await send(clientFor(`http://127.0.0.1:${server.port}`))).toMatchObject({
      usage: { highestPercent: 103, regainAccessMs: 0 },
    })
  })

  test("or what a proxy refused with a 4xx, without Meta's code", async () => {
    const server = await serve((socket) =>
      socket.write(httpAnswer(404, '<html>', { 'content-type': 'text/html' })),
    )
    const outcome = await send(clientFor(`http://127.0.0.1:${server.port}`))
    expect(outcome).toEqual({
      kind: 'rejected',
      httpStatus: 404,
      error: { message: 'HTTP 404 without a Graph error (text/html)', isTransient: false },
    })
  })
})

describe('what Meta took is accepted', () => {
  test('with the id and the recipient as Meta knows them', async () => {
    const server = await serve(accept)
    expect(await send(clientFor(`http://127.0.0.1:${server.port}`))).toMatchObject({
      kind: 'accepted',
      wamid: 'wamid.1',
      waId: '905551112233',
    })
    const [text] = server.requests
    expect(text).toMatch(/^POST \/v25\.0\/10987654321\/messages HTTP\/1\.1\r\n/)
    expect(text).toContain('authorization: Bearer SECRET-TOKEN\r\n')
    expect(text).toContain('content-type: application/json\r\n')
    expect(Buffer.from(text!.split('\r\n\r\n')[1]!, 'latin1').toString()).toBe(request.body)
  })

  test('without a number for a user id, with the state of a held template, after an early hint', async () => {
    const answer = JSON.stringify({
      contacts: [{ input: 'TR.1', user_id: 'TR.1' }],
      messages: [{ id: 'wamid.HBg+/=', message_status: 'held_for_quality_assessment' }],
    })
    const server = await serve((socket) =>
      socket.write(`HTTP/1.1 103 Early Hints\r\n\r\n${httpAnswer(200, answer)}`),
    )
    expect(await send(clientFor(`http://127.0.0.1:${server.port}`))).toEqual({
      kind: 'accepted',
      wamid: 'wamid.HBg+/=',
      waId: undefined,
      userId: 'TR.1',
      messageStatus: 'held_for_quality_assessment',
    })
  })

  test('when the other side closed the idle connection in between', async () => {
    const closed = Promise.withResolvers<void>()
    const server = await serve((socket, count) => {
      accept(socket, count)
      if (count === 1) {
        socket.end()
        once(socket, 'close').then(() => closed.resolve())
      }
    })
    const client = clientFor(`http://127.0.0.1:${server.port}`, { connections: 1 })
    expect(await send(client)).toMatchObject({ wamid: 'wamid.1' })
    await closed.promise
    expect(await send(client)).toMatchObject({ wamid: 'wamid.2' })
  })

  test('with the proof of the app secret, below a base path, in another version', async () => {
    const server = await serve(accept)
    const client = clientFor(`http://127.0.0.1:${server.port}/meta/`, { version: 'v24.0' })
    await send(client, { appSecret: 'key', accessToken: 'what do ya want for nothing?' })
    expect(server.requests[0]).toMatch(
      /^POST \/meta\/v24\.0\/10987654321\/messages\?appsecret_proof=[0-9a-f]{64} HTTP/,
    )
  })

  test('while an id with a slash stays one part of the path', async () => {
    const server = await serve(accept)
    await send(clientFor(`http://127.0.0.1:${server.port}`), { phoneNumberId: '../me?x=' })
    expect(server.requests[0]).toMatch(/^POST \/v25\.0\/\.\.%2Fme%3Fx%3D\/messages HTTP/)
  })

  test('a hundred at once over four connections, each by its own answer', async () => {
    const server = await serve((socket, count) => socket.write(httpAnswer(200, success(`wamid.${count}`))))
    const client = clientFor(`http://127.0.0.1:${server.port}`, { connections: 4 })
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => send(client)))
    const wamids = outcomes.map((outcome) => outcome.kind === 'accepted' && outcome.wamid)
    expect(new Set(wamids).size).toBe(100)
    expect(server.requests).toHaveLength(100)
  })
})
