import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, test } from 'vitest'
import { createGraphClient, type GraphClient } from './graph-client.ts'
import type { GraphRequestError } from './graph-request-error.ts'
import { mayReceiveToken } from './media-hosts.ts'
import { answerJson, type GraphServer, startGraphServer } from './testing/graph-server.ts'
import { startRawServer } from './testing/raw-server.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})
const serve = async (handle: Parameters<typeof startGraphServer>[0]): Promise<GraphServer> => {
  const server = await startGraphServer(handle)
  closers.push(server.close)
  return server
}
const clientFor = (baseUrl: string, timeouts = {}): GraphClient => {
  const client = createGraphClient({ baseUrl, timeouts })
  closers.push(() => client.close(0))
  return client
}
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: GraphRequestError) => error.failure,
  )
const accessToken = 'token'

describe('a token goes to the Graph host and to Meta only', () => {
  const origin = 'https://graph.example.com'
  test.each([
    'https://lookaside.fbsbx.com.example.org/x',
    'https://fbsbx.com.example.org/x',
    'https://evilfbsbx.com/x',
    'https://fbcdn.net.example.org/x',
    'http://lookaside.fbsbx.com/x',
    'https://lookaside.fbsbx.com:8443/x',
    'https://user:pass@lookaside.fbsbx.com/x',
    'https://example.org/?lookaside.fbsbx.com',
    'https://example.org/#.fbcdn.net',
    'http://graph.example.com/x',
    'https://graph.example.com:8443/x',
    'https://user@graph.example.com/x',
    'http://169.254.169.254/',
    'file:///etc/passwd',
  ])('%s gets none', (url) => {
    expect(mayReceiveToken(new URL(url), origin)).toBe(false)
  })

  test.each([
    'https://graph.example.com/media/1',
    'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1',
    'https://LOOKASIDE.fbsbx.com/x',
    'https://scontent.xx.fbcdn.net/v/x.jpg',
    'https://graph.facebook.com/x',
  ])('%s gets it', (url) => {
    expect(mayReceiveToken(new URL(url), origin)).toBe(true)
  })

  test('a download from elsewhere is refused before anything is sent', async () => {
    const other = await serve((_, response) => response.end('secret'))
    const client = clientFor('http://127.0.0.1:9')
    for (const url of [other.url, 'no url', '']) {
      expect(await failureOf(client.downloadMedia({ accessToken, url }))).toMatchObject({
        kind: 'not_sent',
        reason: 'forbidden_host',
      })
    }
    expect(other.seen).toEqual([])
  })

  test('a redirect is not followed', async () => {
    const other = await serve((_, response) => response.end('secret'))
    const server = await serve((_, response) => response.writeHead(302, { location: other.url }).end())
    const call = clientFor(server.url).downloadMedia({ accessToken, url: `${server.url}/file` })
    expect(await failureOf(call)).toMatchObject({ kind: 'unknown', reason: 'not_from_graph' })
    expect(other.seen).toEqual([])
  })
})

describe('a download', () => {
  test('of an expired URL tells the status', async () => {
    const server = await serve((_, response) => response.writeHead(404).end('gone'))
    const call = clientFor(server.url).downloadMedia({ accessToken, url: `${server.url}/file` })
    expect(await failureOf(call)).toMatchObject({ kind: 'rejected', httpStatus: 404 })
  })

  test('from a host that is away tells so', async () => {
    const gone = await startRawServer(() => {})
    await gone.close()
    const url = `http://127.0.0.1:${gone.port}`
    expect(await failureOf(clientFor(url).downloadMedia({ accessToken, url }))).toMatchObject({
      kind: 'not_sent',
      reason: 'refused',
    })
  })

  test('that is cut off fails in the stream, never as a shorter file', async () => {
    const server = await startRawServer((socket) =>
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf of it'),
    )
    closers.push(server.close)
    const url = `http://127.0.0.1:${server.port}`
    const { body } = await clientFor(url).downloadMedia({ accessToken, url })
    await expect(text(body)).rejects.toThrow()
  })

  test('that falls silent fails in the stream', async () => {
    const server = await startRawServer((socket) =>
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf of it'),
    )
    closers.push(server.close)
    const url = `http://127.0.0.1:${server.port}`
    const { body } = await clientFor(url, { idleMs: 200 }).downloadMedia({ accessToken, url })
    await expect(text(body)).rejects.toThrow(/timeout/i)
  })

  test('that is larger than any file of Meta fails in the stream', async () => {
    const chunk = Buffer.alloc(1024 * 1024)
    const server = await serve((_, response) => {
      const pour = () => {
        while (!response.destroyed && response.write(chunk));
      }
      response.on('drain', pour)
      pour()
    })
    const { body } = await clientFor(server.url).downloadMedia({ accessToken, url: `${server.url}/endless` })
    let sizeBytes = 0
    const read = async () => {
      for await (const part of body) sizeBytes += part.length
    }
    await expect(read()).rejects.toThrow(/max size/i)
    expect(sizeBytes).toBeLessThanOrEqual(101 * 1024 * 1024)
  })

  test('is a stream with its type and size, asked for with the token', async () => {
    const server = await serve((_, response) =>
      response.writeHead(200, { 'content-type': 'image/png', 'content-length': '5' }).end('bytes'),
    )
    const url = `${server.url}/attachments/?mid=1&hash=ab%2Fc`
    const file = await clientFor(server.url).downloadMedia({ accessToken, appSecret: 'key', url })
    expect(file).toMatchObject({ mimeType: 'image/png', sizeBytes: 5 })
    expect(await text(file.body)).toBe('bytes')
    expect(server.seen[0]?.headers.authorization).toBe('Bearer token')
    expect(server.seen[0]?.url.search).toBe('?mid=1&hash=ab%2Fc')
  })
})

describe('a file at Meta', () => {
  test.each([303833, '303833'])('is described, with its size as %j', async (fileSize) => {
    const answer = {
      url: 'https://lookaside.fbsbx.com/x',
      mime_type: 'image/jpeg',
      sha256: 'ab',
      file_size: fileSize,
    }
    const server = await serve((_, response) => answerJson(response, answer))
    const call = { accessToken, mediaId: '77', phoneNumberId: '10987654321' }
    expect(await clientFor(server.url).fetchMediaInfo(call)).toEqual({
      url: 'https://lookaside.fbsbx.com/x',
      mimeType: 'image/jpeg',
      sha256: 'ab',
      sizeBytes: 303833,
    })
    expect(server.seen[0]?.url.href).toMatch(/\/v25\.0\/77\?phone_number_id=10987654321$/)
  })

  test('without a URL is an answer that cannot be read', async () => {
    const server = await serve((_, response) => answerJson(response, { id: '77' }))
    const call = clientFor(server.url).fetchMediaInfo({ accessToken, mediaId: '77' })
    expect(await failureOf(call)).toMatchObject({ kind: 'unknown', reason: 'unreadable_answer' })
  })

  test('is removed, or Meta says why not', async () => {
    const server = await serve(({ url }, response) =>
      url.pathname.endsWith('/77')
        ? answerJson(response, { success: true })
        : answerJson(response, { error: { code: 100, error_subcode: 33, message: 'Unsupported' } }, 400),
    )
    const client = clientFor(server.url)
    await client.deleteMedia({ accessToken, mediaId: '77' })
    expect(server.seen[0]).toMatchObject({ method: 'DELETE' })
    expect(await failureOf(client.deleteMedia({ accessToken, mediaId: '78' }))).toMatchObject({
      kind: 'rejected',
      error: { code: 100, subcode: 33 },
    })
  })
})
