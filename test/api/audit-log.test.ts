import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { expectError, expectFields } from '../support/expect-error.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await app.database.query('delete from audit_log')
  await app.database.query(
    `insert into audit_log (at, actor, action, subject, details)
    select timestamptz '2024-05-01T00:00:00Z' + n * interval '1 hour', 'user:' || n % 2,
      (array['key.created', 'key.revoked', 'keys_of.none'])[n % 3 + 1], 'key:' || n, json_build_object('n', n)
    from generate_series(0, 29) as n`,
  )
  return app.stop
})

const list = async (query: string): Promise<number[]> => {
  const { status, body } = await app.call('GET', `/v1/audit-log?limit=100&${query}`)
  expect(status).toBe(200)
  return body.map(({ details }: { details: { n: number } }) => details.n)
}
const descending = (keep: (n: number) => boolean): number[] =>
  Array.from({ length: 30 }, (_, n) => 29 - n).filter(keep)

test('has entries as they were written, the newest first', async () => {
  const { body, headers } = await app.call('GET', '/v1/audit-log')
  expect(body).toHaveLength(20)
  expect(headers['link']).toContain('page=2')
  expect(body[0]).toEqual({
    id: expect.any(Number),
    at: '2024-05-02T05:00:00.000000Z',
    actor: 'user:1',
    action: 'keys_of.none',
    subject: 'key:29',
    details: { n: 29 },
  })
})

describe('is narrowed', () => {
  test.each<[string, (n: number) => boolean]>([
    ['', () => true],
    ['actor=user:1', (n) => n % 2 === 1],
    ['actor=nobody', () => false],
    ['action=key.created', (n) => n % 3 === 0],
    ['action=key.', (n) => n % 3 < 2],
    ['action=key', () => false],
    ['action=%25.', () => false],
    ['from=2024-05-01T05:00:00Z', (n) => n >= 5],
    ['to=2024-05-01T05:00:00Z', (n) => n <= 5],
    [
      'from=2024-05-01T05:00:00Z&to=2024-05-01T09:00:00Z&actor=user:0',
      (n) => n >= 5 && n <= 9 && n % 2 === 0,
    ],
  ])('by %j', async (query, keep) => {
    expect(await list(query)).toEqual(descending(keep))
  })

  test('and goes on by cursor, with what it was narrowed by', async () => {
    const found: number[] = []
    for (let path = '/v1/audit-log?limit=4&actor=user:1'; path; ) {
      const { body, headers } = await app.call('GET', path)
      found.push(...body.map(({ details }: { details: { n: number } }) => details.n))
      path = /<([^>]+)>/.exec(headers['link'] ?? '')?.[1] ?? ''
    }
    expect(found).toEqual(descending((n) => n % 2 === 1))
  })
})

test('what is no time and no cursor is 422', async () => {
  expectFields(await app.call('GET', '/v1/audit-log?from=yesterday'), {
    from: ['The from field must be a time such as 2030-01-31T12:00:00Z.'],
  })
  const cursor = Buffer.from('["x"]').toString('base64url')
  expectError(await app.call('GET', `/v1/audit-log?cursor=${cursor}`), 422, 'failed_validation')
})
