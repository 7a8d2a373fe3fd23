import { beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer } from '../support/call.ts'
import { expectError } from '../support/expect-error.ts'

let app: TestApp
// Behind a proxy, so that the tests can come from any address. The limit on requests is off.
beforeAll(async () => {
  app = await startTestApp({ MASA_TRUST_PROXY: '127.0.0.1' })
  return app.stop
})

let drawn = 0
const drawAddress = (): string => `203.0.113.${++drawn}`

const login = (address: string, email: string, password: string): Promise<Answer> =>
  app.call('POST', '/v1/login', {
    token: null,
    headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': address },
    json: { email, password },
  })

const attempt = (address: string, password = app.password) => login(address, app.email, password)

const fail = async (address: string, times: number): Promise<void> => {
  for (let i = 0; i < times; i += 1)
    expectError(await attempt(address, `wrong ${i}`), 401, 'invalid_credentials')
}

test('the sixth wrong attempt of a minute is 429 with Retry-After, and so is the right password then', async () => {
  const address = drawAddress()
  await fail(address, 5)
  const sixth = await attempt(address, 'wrong again')
  expectError(sixth, 429, 'too_many_requests')
  expect(Number(sixth.headers['retry-after'])).toBeLessThanOrEqual(60)
  expectError(await attempt(address), 429, 'too_many_requests')
})

test('right attempts change nothing in the count of wrong ones', async () => {
  const address = drawAddress()
  await fail(address, 4)
  for (let i = 0; i < 10; i += 1) expect((await attempt(address)).status).toBe(200)
  await fail(address, 1)
  expectError(await attempt(address, 'wrong'), 429, 'too_many_requests')
})

test('the count is one for all spellings of an e-mail', async () => {
  const address = drawAddress()
  for (const email of ['Abc@example.com', 'ABC@example.com', 'abc@Example.com', 'abc@example.COM', app.email])
    expectError(await login(address, email, 'wrong'), 401, 'invalid_credentials')
  expectError(await attempt(address), 429, 'too_many_requests')
})

test('nobody is locked out by wrong attempts from another address, nor by those on another e-mail', async () => {
  const [attacker, owner] = [drawAddress(), drawAddress()]
  await fail(attacker, 5)
  expectError(await attempt(attacker), 429, 'too_many_requests')
  expect((await attempt(owner)).status).toBe(200)
  for (let i = 0; i < 6; i += 1) await login(owner, 'somebody@example.com', 'wrong')
  expectError(await login(owner, 'somebody@example.com', 'wrong'), 429, 'too_many_requests')
  expect((await attempt(owner)).status).toBe(200)
})

test('of a hundred wrong attempts at the same moment, five are looked at', async () => {
  const address = drawAddress()
  const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => attempt(address, `wrong ${i}`)))
  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(5)
  expect(statuses.filter((status) => status === 429)).toHaveLength(95)
  for (const answer of answers.filter(({ status }) => status === 429))
    expectError(answer, 429, 'too_many_requests')
  expectError(await attempt(address), 429, 'too_many_requests')
})

test('forty right attempts at the same moment are all answered with a token', async () => {
  const address = drawAddress()
  const answers = await Promise.all(Array.from({ length: 40 }, () => attempt(address)))
  expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(200))
})

test('guessing over many e-mails ends after fifty wrong attempts of an address, for that address alone', async () => {
  const address = drawAddress()
  const guess = (i: number) => login(address, `guess-${i}@example.com`, 'wrong')
  const answers = await Promise.all(Array.from({ length: 120 }, (_, i) => guess(i)))
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(50)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(70)
  expectError(await guess(120), 429, 'too_many_requests')
  expect((await attempt(drawAddress())).status).toBe(200)
})

test('what a client says of earlier hops does not give it a new address for each guess', async () => {
  const address = drawAddress()
  for (let i = 0; i < 5; i += 1)
    expect((await attempt(`198.51.100.${i}, ${address}`, 'wrong')).status).toBe(401)
  expectError(await attempt(`198.51.100.9, ${address}`), 429, 'too_many_requests')
})
