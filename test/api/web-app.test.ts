import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWebFiles } from '../../src/web/files.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { expectError } from '../support/expect-error.ts'

const SCRIPT = 'console.log("Masa")'

let folder: string
let app: TestApp

/** A page and a script in the form in which a build leaves them. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'masa-web-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(
    join(folder, 'index.html'),
    '<meta property="csp-nonce" nonce="__NONCE__"><title>Masa</title>',
  )
  await writeFile(join(folder, 'assets/index-4711.js'), SCRIPT)
  await writeFile(join(folder, 'assets/index-4711.js.br'), brotliCompressSync(SCRIPT))
  await writeFile(join(folder, 'assets/index-4711.js.gz'), gzipSync(SCRIPT))
  app = await startTestApp({}, undefined, { web: openWebFiles(folder) })
})
afterAll(async () => {
  await app?.stop()
  await rm(folder, { recursive: true, force: true })
})

const open = (path: string, headers: Record<string, string> = {}) =>
  app.call('GET', path, { token: null, headers: { accept: 'text/html,*/*;q=0.8', ...headers } })

describe('the page', () => {
  test('lets nothing of other hosts in, no script within itself, and itself into no frame', async () => {
    const { headers } = await open('/')
    const policy = headers['content-security-policy']!
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[\w+/=]{24}'; /)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    })
  })

  test('has a nonce of its own in each answer, and is kept by nobody', async () => {
    const answers = [await open('/'), await open('/')]
    const nonces = answers.map(({ text, headers }) => {
      const nonce = /nonce="([^"]+)"/.exec(text)![1]!
      expect(headers['content-security-policy']).toContain(`'nonce-${nonce}'`)
      expect(headers['cache-control']).toBe('no-store')
      return nonce
    })
    expect(nonces[0]).not.toBe(nonces[1])
  })

  test('is what a link into the app answers', async () => {
    for (const path of ['/inbox/all/11/7?message=gBEG', '/sign-in', '/no/such/screen']) {
      const { status, text } = await open(path)
      expect(status).toBe(200)
      expect(text).toContain('<title>Masa</title>')
    }
  })

  test('is not what others answer: the API, pages of the server, files, and what programs ask for', async () => {
    for (const path of ['/docs/nothing', '/whatsapp/nothing', '/robots.txt', '/assets/nothing.js'])
      expectError(await open(path), 404, 'not_found')
    for (const path of ['/v1/nothing', '/api/v1/nothing'])
      expectError(await open(path), 401, 'unauthenticated')
    expectError(await open('/inbox/all', { accept: 'application/json' }), 404, 'not_found')
    expectError(await app.call('POST', '/inbox/all', { token: null }), 404, 'not_found')
    expect((await open('/docs')).text).toContain('API')
    expect((await open('/healthz')).body).toEqual({ status: 'ok' })
  })
})

describe('its files', () => {
  test('may be kept for good, and come as small as the browser takes them', async () => {
    const { headers } = await open('/assets/index-4711.js')
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
      vary: 'accept-encoding',
    })
    const read = async (accepted: string): Promise<[string | undefined, Buffer]> => {
      const response = await fetch(`${app.url}/assets/index-4711.js`, {
        headers: { 'accept-encoding': accepted },
      })
      return [
        response.headers.get('content-encoding') ?? undefined,
        Buffer.from(await response.arrayBuffer()),
      ]
    }
    // fetch unpacks what it is sent.
    expect(await read('gzip, br')).toEqual(['br', Buffer.from(SCRIPT)])
    expect(await read('gzip')).toEqual(['gzip', Buffer.from(SCRIPT)])
    expect(await read('br;q=0, gzip;q=0')).toEqual([undefined, Buffer.from(SCRIPT)])
  })

  test('are not read again when the browser has them', async () => {
    const { headers } = await open('/assets/index-4711.js')
    const again = await open('/assets/index-4711.js', { 'if-none-match': headers['etag']! })
    expect(again.status).toBe(304)
    expect(again.text).toBe('')
  })

  test('are those of the build alone', async () => {
    for (const path of [
      '/assets/..%2findex.html',
      '/assets/%2e%2e%2findex.html',
      '/assets/.vite',
      '/assets/',
    ])
      expect((await open(path, { accept: '*/*' })).status).toBe(404)
  })
})

test('without a build the page says so, and the API works', async () => {
  const other = await startTestApp()
  try {
    const { status, text } = await other.call('GET', '/', { token: null })
    expect(status).toBe(503)
    expect(text).toContain('could not be built')
    expect((await other.call('GET', '/v1/me')).status).toBe(200)
  } finally {
    await other.stop()
  }
})

test('over plain HTTP the page is refused like the API, once others can reach it', async () => {
  const behind = await startTestApp({ MASA_TRUST_PROXY: '127.0.0.1' }, undefined, {
    web: openWebFiles(folder),
  })
  try {
    for (const path of ['/', '/inbox/all']) {
      const asked = (proto: string) =>
        behind.call('GET', path, {
          token: null,
          headers: { accept: 'text/html', 'x-forwarded-proto': proto },
        })
      expectError(await asked('http'), 403, 'https_required')
      expect((await asked('https')).status).toBe(200)
    }
  } finally {
    await behind.stop()
  }
})
