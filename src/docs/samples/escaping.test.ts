import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import Fastify from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { HttpApp } from '../../http/app-type.ts'
import { registerBodies } from '../../http/bodies.ts'
import { RUNNABLE, runSample } from '../testing/run-sample.ts'
import { writeCSharp } from './csharp.ts'
import { writeJavaScript } from './javascript.ts'
import { LANGUAGES } from './languages.ts'
import { type SampleRequest, toFormFields } from './request.ts'

/** Texts that mean something to one of the languages. */
const AWKWARD = [
  `it's "quoted"`,
  'back\\slash, \\n and C:\\new\\',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is to stay as it is
  '$HOME ${x} $(id) `id` %s !history',
  '"""text block""" and \'\'\'that\'\'\'',
  'Türkçe, 日本語, 👋🏽',
  '</script><!-- &amp; -->',
  String.raw`\u0041 \x41 \101`,
  '@file',
  '<file',
  'a;type=text/html',
  '  blanks  ',
  '(object) #comment // comment /* comment */',
]
const CONTROL = [
  'two\nlines',
  'tab\tand\r\nreturn',
  'bell \u0007',
  'separator \u2028 \u2029 \u0085 \u007f',
  '',
]

const value = {
  texts: [...AWKWARD, ...CONTROL],
  numbers: [0, -122.425332, 37.758056, 1e21, 1e-7, 9_007_199_254_740_991],
  words: [true, false, null],
  nested: { 'header-1': `it's`, 'sp ace': { "quo'te": [] }, class: {}, $ref: 1 },
  countingKeys: { 0: 'a', 1: 'b' },
  list: [{ a: 1 }, [1, 'x']],
}

let app: HttpApp
let folder: string
let origin: string
const seen: { method: string; url: string; authorization?: string; body: unknown; file?: string }[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'masa-samples-'))
  await writeFile(join(folder, 'test_image.jpg'), 'the file')
  app = Fastify() as unknown as HttpApp
  await registerBodies(app, folder)
  app.route({
    method: ['GET', 'POST', 'PUT', 'DELETE'],
    url: '/echo/:id',
    config: { fileFields: { attachment: 'A file' } },
    handler: async ({ method, url, headers: { authorization }, body, uploads }) => {
      const file = uploads.get('attachment')
      seen.push({
        method,
        url,
        body: JSON.parse(JSON.stringify(body)),
        ...(authorization !== undefined && { authorization }),
        ...(file && { file: `${file.filename} ${file.sizeBytes}` }),
      })
      return { ok: true }
    },
  })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
  return async () => {
    await app.close()
    await rm(folder, { recursive: true })
  }
})

const received = async (language: string, request: SampleRequest) => {
  seen.length = 0
  const { write } = LANGUAGES.find(({ id }) => id === language)!
  await runSample(language, write(request), folder)
  expect(seen).toHaveLength(1)
  return seen[0]!
}

const authorization = 'Bearer 1|abc'
const headers = [['Authorization', authorization]] as const

describe.each(RUNNABLE)('the samples in $name', ({ language, isMissing }) => {
  test.skipIf(isMissing)('send JSON as it is, whatever signs are in it', async () => {
    const body = { kind: 'json', value } as const
    const request = { method: 'POST', url: `${origin}/echo/1`, headers, body, answer: 'json' } as const
    expect(await received(language, request)).toEqual({
      method: 'POST',
      url: '/echo/1',
      authorization,
      body: value,
    })
  })

  test.skipIf(isMissing)('send form fields as they are, and the file', async () => {
    const texts = Object.fromEntries(AWKWARD.map((text, index) => [`body-${index}`, text]))
    const fields = toFormFields({ template_id: 1, destinations: [{ parameters: texts }] })
    const files = [{ name: 'attachment', path: 'test_image.jpg', mimeType: 'image/jpeg' }]
    const body = { kind: 'form', fields, files } as const
    const request = { method: 'POST', url: `${origin}/echo/1`, headers, body, answer: 'json' } as const
    expect(await received(language, request)).toEqual({
      method: 'POST',
      url: '/echo/1',
      authorization,
      body: { template_id: '1', destinations: [{ parameters: texts }] },
      file: 'test_image.jpg 8',
    })
  })

  test.skipIf(isMissing)('send requests without a body', async () => {
    for (const method of ['GET', 'DELETE', 'POST', 'PUT']) {
      const url = `${origin}/echo/a%20%27b%24?x=1&y=%22`
      const request = { method, url, headers: [], body: undefined, answer: 'nothing' } as const
      const { url: receivedUrl, ...rest } = await received(language, request)
      expect(rest).toEqual({ method, body: {} })
      expect(new URL(receivedUrl, origin).href).toBe(new URL(url).href)
    }
  })
})

describe('JavaScript', () => {
  test('writes every JSON value as a literal of the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (json, text) => {
        const body = { kind: 'json', value: { json, text } } as const
        const code = writeJavaScript({ method: 'POST', url: 'x', headers: [], body, answer: 'nothing' })
        const sent = runInNewContext(
          `let sent; const fetch = (_, { body }) => { sent = body }; (async () => { ${code.replace(/\n.*$/, '')} })(); sent`,
        )
        expect(JSON.parse(sent)).toEqual(JSON.parse(JSON.stringify({ json, text })))
      }),
    )
  })
})

describe('C#', () => {
  const write = (text: string) => {
    const body = { kind: 'json', value: { text } } as const
    return writeCSharp({ method: 'POST', url: 'https://host/', headers, body, answer: 'json' })
  }

  // A raw string ends at the first three quotes in a row, and has each line begin like its last.
  test('JSON in a raw string has no three quotes in a row and no line of its own making', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const raw = write(text).match(/"""\n([\s\S]*)\n {4}"""/)?.[1]
        expect(raw).not.toContain('"""')
        expect(raw).not.toMatch(/[\r\u0085\u2028\u2029]/)
        const lines = raw!.split('\n')
        expect(lines.every((line) => line.startsWith('    '))).toBe(true)
        expect(JSON.parse(lines.map((line) => line.slice(4)).join('\n'))).toEqual({ text })
      }),
    )
  })

  test('texts in quotes have quotes, backslashes and control signs escaped', () => {
    const fields = [['name', 'a "b" \\ \n \u2028']] as const
    const body = { kind: 'form', fields, files: [] } as const
    const code = writeCSharp({ method: 'POST', url: 'https://host/', headers, body, answer: 'json' })
    expect(code).toContain(String.raw`{ new StringContent("a \"b\" \\ \n \u2028"), "name" },`)
  })
})
