import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { listOperationGroups } from './document.ts'
import { ERROR_CODES, listErrorCodes } from './error-codes.ts'

const SRC = new URL('..', import.meta.url).pathname

test('every error that the program throws at callers is explained', () => {
  const thrown = globSync('**/*.ts', { cwd: SRC })
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => {
      const text = readFileSync(`${SRC}/${file}`, 'utf8')
      return [...text.matchAll(/new PublicError\(\s*(\d{3}),\s*'([a-z_]+)'/g)].map(
        ([, status, code]) => `${status} ${code}`,
      )
    })
  expect(thrown.length).toBeGreaterThan(10)
  const explained = ERROR_CODES.map(({ status, code }) => `${status} ${code}`)
  expect([...new Set(thrown)].filter((error) => !explained.includes(error))).toEqual([])
})

test('statuses stand together, so that a link to one shows all its codes', () => {
  const statuses = ERROR_CODES.map(({ status }) => status)
  expect(statuses).toEqual([...statuses].sort((a, b) => a - b))
})

test('two-factor is spoken of where the login takes a code', () => {
  const login = (properties: object) =>
    listErrorCodes(
      listOperationGroups({
        paths: {
          '/v1/login': {
            post: {
              requestBody: { content: { 'application/json': { schema: { properties: { ...properties } } } } },
            },
          },
        },
      }),
    ).map(({ code }) => code)
  expect(login({ email: {}, otp: {} })).toContain('otp_required')
  expect(login({ email: {} })).not.toContain('otp_required')
})
