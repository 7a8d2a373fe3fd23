import { beforeAll, describe, expect, test } from 'vitest'
import { createAgent } from '../support/agent.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { type Answer, type Call, createCaller } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { insertIntegrations } from '../support/integrations.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})

/** Numbers 401 to 440; of them 401, 402 and 403 have 20, 21 and 40 templates. */
const COUNTS = [20, 21, 40]
const IDS = Array.from({ length: 40 }, (_, index) => 401 + index)
const agents = new Map<number, Call>()
beforeAll(async () => {
  await insertIntegrations(app, IDS)
  for (const [index, count] of COUNTS.entries()) {
    await app.database.query(
      `insert into templates (waba_id, name, category)
      select $1, 'template_' || n, 'UTILITY' from generate_series(1, $2::integer) n`,
      [`waba-${401 + index}`, count],
    )
    agents.set(count, await createAgent(app, `agent-${count}@example.com`, IDS.slice(0, count)))
  }
})

const idsOf = ({ body }: Answer): number[] => body.map(({ id }: { id: number }) => id)
/** The path that `Link` names, read as documented: `<https://HOST/v1/…?page=2>; rel=next`, nothing quoted. */
const nextOf = ({ headers }: Answer): string | undefined => {
  if (headers['link'] === undefined) return undefined
  const [, href] = /^<([^>]+)>; rel=next$/.exec(headers['link'])!
  expect(href!.startsWith(app.url)).toBe(true)
  return href!.slice(app.url.length)
}

/** The same list by two ways: numbers, which are in memory, and templates, which are in the database. */
const lists: [string, (count: number) => { call: Call; path: string }][] = [
  ['integrations', (count) => ({ call: agents.get(count)!, path: '/v1/integrations' })],
  [
    'templates',
    (count) => ({
      call: app.call,
      path: `/v1/integrations/${401 + COUNTS.indexOf(count)}/conversations/templates`,
    }),
  ],
]

describe.each(lists)('the list of %s', (_name, of) => {
  test.each(['0', '-1', 'x', '1.5', '', '1e99', '99999999999999999999', '2x', '%00'])(
    'page=%s is a 422 on page',
    async (page) => {
      const { call, path } = of(40)
      expectFields(await call('GET', `${path}?page=${page}`), { page: [expect.stringMatching(/page/)] })
    },
  )

  test('page given twice is a 422 on page', async () => {
    const { call, path } = of(40)
    expectFields(await call('GET', `${path}?page=1&page=2`), { page: [expect.stringMatching(/page/)] })
  })

  test('of 20 objects is one page without a Link', async () => {
    const { call, path } = of(20)
    const answer = await call('GET', path)
    expect(answer.status).toBe(200)
    expect(answer.body).toHaveLength(20)
    expect(answer.headers['link']).toBeUndefined()
  })

  test.each([
    [21, [20, 1]],
    [40, [20, 20]],
  ])(
    'of %i objects has pages of %j, the first alone with a Link, and nothing is there twice',
    async (count, sizes) => {
      const { call, path } = of(count)
      const first = await call('GET', path)
      expect(nextOf(first)).toBe(`${path}?page=2`)
      const second = await call('GET', nextOf(first)!)
      expect(nextOf(second)).toBeUndefined()
      expect([first.body.length, second.body.length]).toEqual(sizes)
      const ids = [...idsOf(first), ...idsOf(second)]
      expect(new Set(ids).size).toBe(count)
      expect(ids).toEqual([...ids].sort((a, b) => a - b))
      expect((await call('GET', `${path}?page=1`)).text).toBe(first.text)
    },
  )

  test('a page past the end is an empty list without a Link', async () => {
    const { call, path } = of(21)
    for (const page of [3, 1_000, 1_000_000]) {
      const answer = await call('GET', `${path}?page=${page}`)
      expect(answer).toMatchObject({ status: 200, body: [] })
      expect(answer.headers['link']).toBeUndefined()
    }
  })

  test('other query parameters are kept in the Link', async () => {
    const { call, path } = of(21)
    const answer = await call('GET', `${path}?q=a%26b%20%C3%BC&page=1&tag=x&tag=y`)
    const next = new URL(nextOf(answer)!, app.url)
    expect(next.pathname).toBe(path)
    expect(next.searchParams.get('page')).toBe('2')
    expect(next.searchParams.get('q')).toBe('a&b ü')
    expect(next.searchParams.getAll('tag')).toEqual(['x', 'y'])
  })

  test('is the same below /api/v1, with a trailing slash, and for HEAD without its body', async () => {
    const { call, path } = of(21)
    const plain = await call('GET', path)
    for (const spelling of [`/api${path}`, `${path}/`, `/api${path}/?page=1`]) {
      const answer = await call('GET', spelling)
      expect(answer.text).toBe(plain.text)
      expect(nextOf(answer)).toBe(`${path}?page=2`)
    }
    const head = await call('HEAD', path)
    expect(head).toMatchObject({ status: 200, text: '' })
    expect(nextOf(head)).toBe(`${path}?page=2`)
  })
})

test('a Host header that is no host name is not repeated in a Link', async () => {
  const headers = { host: 'evil.example.com>; rel=next, <http://x' }
  const answer = await agents.get(21)!('GET', '/v1/integrations', { headers })
  expect(answer.headers['link'] ?? '').not.toContain('evil')
})

test('with MASA_PUBLIC_URL its host stands in Link and doc_url, whatever the request says', async () => {
  const other = await startTestApp({ MASA_PUBLIC_URL: 'https://desk.example.com/' })
  try {
    await other.database.query(
      `insert into templates (waba_id, name, category) select waba_id, 'more_' || n, 'UTILITY'
      from integrations, generate_series(1, 20) n where integrations.id = 11`,
    )
    const path = '/v1/integrations/11/conversations/templates'
    const list = await other.call('GET', path, { headers: { host: 'evil.example.com' } })
    expect(list.headers['link']).toBe(`<https://desk.example.com${path}?page=2>; rel=next`)
    const error = expectError(
      await createCaller(other.url)('GET', '/v1/integrations'),
      401,
      'unauthenticated',
    )
    expect(error['doc_url']).toBe('https://desk.example.com/docs#error-unauthenticated')
  } finally {
    await other.stop()
  }
})
