import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../testing/start-test-sandbox.ts'

let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.close())

/** As it is written: fetch would take `..` out of a path. */
const statusOf = (path: string): Promise<number | undefined> =>
  new Promise((resolve) => {
    const { port } = new URL(sandbox.url)
    request({ port, host: '127.0.0.1', path }, (response) => {
      response.resume()
      resolve(response.statusCode)
    }).end()
  })

describe('the page', () => {
  it.each(['/', '/receiver'])('at %s may load nothing but its own files', async (path) => {
    const { headers } = await fetch(sandbox.url + path)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    const policy = headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toMatch(/script-src 'self' 'sha256-[A-Za-z0-9+/]{43}='/)
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })

  it('names files that are all there, and whose imports are', async () => {
    const seen = new Set<string>()
    const visit = async (path: string): Promise<void> => {
      if (seen.has(path)) return
      seen.add(path)
      const response = await fetch(sandbox.url + path)
      expect([path, response.status]).toEqual([path, 200])
      const source = await response.text()
      for (const [, name] of source.matchAll(/(?:^|\s)(?:import|export)[^'"]*?from ?['"]([^'"]+)['"]/g)) {
        const target = name!.startsWith('lit-html')
          ? name!.replace(/^lit-html$/, '/lit-html/lit-html.js').replace(/^lit-html\//, '/lit-html/')
          : new URL(name!, sandbox.url + path).pathname
        await visit(target)
      }
    }
    const html = await (await fetch(sandbox.url)).text()
    for (const [, path] of html.matchAll(/(?:src|href)="([^"]+)"/g)) await visit(path!)
    expect(seen.size).toBeGreaterThan(60)
  })

  it('is TypeScript without its types, and is not sent again while it is the same', async () => {
    const first = await fetch(`${sandbox.url}/page/main.ts`)
    expect(first.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(await first.text()).not.toMatch(/TemplateResult|: void/)
    const headers = { 'if-none-match': first.headers.get('etag')! }
    expect((await fetch(`${sandbox.url}/page/main.ts`, { headers })).status).toBe(304)
  })

  it.each([
    '/page/none.ts',
    '/page/../main.ts',
    '/page/..%2fmain.ts',
    '/page/tsconfig.json',
    '/page/text/format-text.test.ts',
    '/lit-html/package.json',
    '/lit-html/../fastify/fastify.js',
  ])('has no file at %s', async (path) => {
    expect(await statusOf(path)).not.toBe(200)
  })

  it('leaves the description of the calls at /_sandbox', async () => {
    const text = await (await fetch(`${sandbox.url}/_sandbox`)).text()
    expect(text).toContain('POST   /_sandbox/inbound')
  })
})
