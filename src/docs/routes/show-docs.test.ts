import { gunzipSync } from 'node:zlib'
import swagger from '@fastify/swagger'
import Fastify from 'fastify'
import { afterEach, describe, expect, test } from 'vitest'
import type { HttpApp } from '../../http/app-type.ts'
import { showDocsRoute } from './show-docs.ts'

let app: HttpApp
afterEach(() => app.close())

const start = async (publicUrl?: string): Promise<HttpApp> => {
  app = Fastify() as unknown as HttpApp
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Masa', version: '1' } } })
  app.route({ method: 'GET', url: '/v1/things', schema: { operationId: 'listThings' }, handler: () => [] })
  showDocsRoute(app, { publicUrl, sandboxUrl: 'http://127.0.0.1:4711' })
  await app.ready()
  return app
}

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers })

describe('GET /docs', () => {
  test('names the host under which it is reached, each in its own rendering', async () => {
    await start()
    for (const host of ['desk.example.com', 'localhost:8360', 'desk.example.com']) {
      const { body, statusCode } = await get('/docs', { host })
      expect(statusCode).toBe(200)
      expect(body).toContain(`http://${host}/v1/things`)
    }
  })

  test('names the public address where the operator set one, whatever the request says', async () => {
    await start('https://desk.example.com')
    const { body } = await get('/docs', { host: 'evil.example' })
    expect(body).toContain('https://desk.example.com/v1/things')
    expect(body).not.toContain('evil.example')
  })

  test('names the sandbox where it listens, in words and samples', async () => {
    await start()
    const { body } = await get('/docs')
    expect(body).toContain('http://127.0.0.1:4711/receiver')
    expect(body).toContain('http://127.0.0.1:4711/_sandbox/inbound')
    expect(body).not.toContain('8361')
  })

  test('does not repeat a Host header that is no host name', async () => {
    await start()
    const { body } = await get('/docs', { host: `"><script>alert(1)</script>` })
    expect(body).not.toContain('alert(1)')
  })

  test('lets nothing of other hosts in, and itself into no frame', async () => {
    await start()
    const { headers } = await get('/docs')
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-type': 'text/html; charset=utf-8',
    })
  })

  test('answers 304 to whoever has it already', async () => {
    await start()
    const { headers } = await get('/docs')
    const etag = String(headers.etag)
    for (const known of [etag, `"other", ${etag}`, '*']) {
      const again = await get('/docs', { 'if-none-match': known })
      expect(again.statusCode).toBe(304)
      expect(again.body).toBe('')
    }
    expect((await get('/docs', { 'if-none-match': '"other"' })).statusCode).toBe(200)
  })

  test('is zipped for those who take that, and only for them', async () => {
    await start()
    const plain = await get('/docs', { 'accept-encoding': 'br, gzip;q=0' })
    expect(plain.headers['content-encoding']).toBeUndefined()
    const zipped = await get('/docs', { 'accept-encoding': 'deflate, gzip, br' })
    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect(zipped.headers.vary).toBe('accept-encoding')
    expect(gunzipSync(zipped.rawPayload).toString()).toBe(plain.body)
    expect(zipped.rawPayload.length).toBeLessThan(plain.rawPayload.length / 3)
  })

  test('answers HEAD, too, and is no part of the document that it shows', async () => {
    await start()
    expect((await app.inject({ method: 'HEAD', url: '/docs' })).statusCode).toBe(200)
    expect(Object.keys(app.swagger().paths ?? {})).toEqual(['/v1/things'])
  })
})

test('style, script and icon are files that may be kept for good under their address', async () => {
  await start()
  const { body } = await get('/docs')
  const addresses = [...body.matchAll(/"(\/docs\/assets\/[^"]+)"/g)].map(([, address]) => address!)
  expect(new Set(addresses).size).toBe(3)
  for (const address of addresses) {
    const { statusCode, headers } = await get(address)
    expect(statusCode).toBe(200)
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(headers['x-content-type-options']).toBe('nosniff')
    const type = { css: 'text/css', 'js?': 'text/javascript', svg: 'image/svg+xml' }
    expect(Object.values(type).some((one) => String(headers['content-type']).startsWith(one))).toBe(true)
  }
})
