import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { OpenApiDocument } from './document.ts'
import { escapeHtml } from './html.ts'
import { renderPage } from './page.ts'

const ASSETS = { css: '/docs/assets/docs.css', js: '/docs/assets/docs.js', icon: '/docs/assets/icon.svg' }
const SANDBOX = 'http://127.0.0.1:4711'
const ORIGIN = 'https://desk.example.com'
const render = (document: OpenApiDocument) =>
  renderPage(document, { origin: ORIGIN, sandboxUrl: SANDBOX }, ASSETS)

const ATTACK = `</code><script>alert('1')</script><img src=x onerror="alert(2)">`

/** A document with the attack wherever a text can stand. */
const hostile: OpenApiDocument = {
  info: { title: ATTACK, description: ATTACK },
  tags: [{ name: ATTACK, description: ATTACK }],
  paths: {
    [`/v1/${ATTACK}/{id}`]: {
      post: {
        operationId: ATTACK,
        tags: [ATTACK],
        summary: ATTACK,
        description: ATTACK,
        parameters: [{ name: ATTACK, in: 'query', required: true, description: ATTACK, example: ATTACK }],
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: [ATTACK],
                properties: {
                  [ATTACK]: { type: 'string', enum: [ATTACK], description: ATTACK, examples: [ATTACK] },
                },
              },
            },
          },
        },
        responses: {
          200: {
            description: ATTACK,
            content: { 'application/json': { schema: { type: ATTACK, examples: [{ [ATTACK]: ATTACK }] } } },
          },
          299: { description: ATTACK, content: { [ATTACK]: { schema: {} } } },
        },
      },
    },
  },
}

describe('what a document says', () => {
  test('is text and never markup, wherever it stands', () => {
    const page = render(hostile)
    expect(page).toContain(escapeHtml(ATTACK))
    expect(page).not.toContain('<script>')
    expect(page).not.toContain('<img src=x')
    // In attributes, too, a quote would end them.
    expect(page.match(/<[a-z][^>]*\sonerror=/g)).toBeNull()
    expect(page.match(/<script/g)).toHaveLength(1)
  })

  test('may be nothing at all', () => {
    expect(render({})).toContain('Getting started')
    expect(render({ paths: { '/v1/x': { get: {} } } })).toContain('id="get-v1-x"')
  })
})

describe('an operation of which only the schemas tell', () => {
  const page = render({
    security: [{ token: [] }],
    paths: {
      '/v1/things/{thing_id}': {
        put: {
          operationId: 'changeThing',
          summary: 'Change a thing',
          parameters: [
            { name: 'thing_id', in: 'path', required: true, schema: { type: 'integer' } },
            { name: 'x-mood', in: 'header', required: true, example: 'calm' },
          ],
          requestBody: {
            content: {
              'multipart/form-data': {
                schema: {
                  type: 'object',
                  required: ['name', 'picture'],
                  properties: {
                    name: { type: 'string', examples: ['lamp'] },
                    picture: { type: 'string', format: 'binary' },
                  },
                },
              },
            },
          },
          responses: { 204: {}, 404: {}, 418: {} },
        },
      },
    },
  })

  test('has samples with its path, its headers, its fields and its file', () => {
    expect(page).toContain(escapeHtml(`${ORIGIN}/v1/things/1`))
    expect(page).toContain(escapeHtml(`'x-mood: calm'`))
    expect(page).toContain(escapeHtml(`'name=lamp'`))
    expect(page).toContain(escapeHtml(`'picture=@test_image.jpg;type=image/jpeg'`))
  })

  test('links the errors that have a meaning here, and names the others', () => {
    expect(page).toContain('Errors: <a href="#status-404">404</a> · 418')
  })
})

describe('style and script', () => {
  const files = ['docs.css', 'docs.js', 'icon.svg'].map((name) =>
    readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8'),
  )

  test('ask no other host for anything', () => {
    const addresses = files.flatMap((text) => text.match(/(https?:)?\/\/[a-z][\w.-]+/gi) ?? [])
    expect(addresses).toEqual(['http://www.w3.org'])
    expect(files.join()).not.toMatch(/@import|url\(|fetch\(|importScripts/)
  })
})
