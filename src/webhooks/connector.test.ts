import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAddressGuard } from './address-guard.ts'
import { createPoster, type Poster } from './post.ts'
import type { ResolveName } from './resolve-name.ts'

/** Listens on all of loopback; each connection is closed after its answer. */
const server = createServer((request, response) => {
  reached.push(request.socket.localAddress ?? '')
  response.setHeader('connection', 'close')
  request.resume().on('end', () => response.end())
})
let reached: string[] = []
let port: number
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => server.close())

/** 127.0.0.1 plays a public address; the rest of loopback is what must not be reached. */
const guard = createAddressGuard({ allow: ['127.0.0.1', 'trusted.example'] })

const withPoster = async <T>(
  resolve: ResolveName | undefined,
  use: (poster: Poster) => Promise<T>,
  ownGuard = guard,
): Promise<T> => {
  reached = []
  const poster = createPoster({ guard: ownGuard, resolve })
  try {
    return await use(poster)
  } finally {
    await poster.close()
  }
}

const post = (poster: Poster, hostname: string) =>
  poster.post({ url: `http://${hostname}:${port}/`, headers: {}, body: '{}' })

const inTurn = (...answers: string[][]): ResolveName & { asked: number } => {
  const resolve = async () => answers[resolve.asked++] ?? []
  resolve.asked = 0
  return resolve
}

test('a name that answers a public address first and a private one second reaches the public one alone', async () => {
  const resolve = inTurn(['127.0.0.1'], ['127.0.0.2'], ['127.0.0.2'])
  await withPoster(resolve, async (poster) => {
    expect(await post(poster, 'rebind.example')).toMatchObject({ responseStatus: 200 })
    // One look for one connection: what was judged is what was connected to.
    expect(resolve.asked).toBe(1)
    const second = await post(poster, 'rebind.example')
    expect(second).toMatchObject({ error: expect.stringContaining('127.0.0.2 is this machine itself') })
    expect(second?.responseStatus).toBeUndefined()
  })
  expect(reached).toEqual(['127.0.0.1'])
})

test('of several addresses of a name only those that are let through are tried', async () => {
  const resolve = inTurn(['127.0.0.2', '10.0.0.1', '127.0.0.1'])
  const result = await withPoster(resolve, (poster) => post(poster, 'mixed.example'))
  expect(result).toMatchObject({ responseStatus: 200 })
  expect(reached).toEqual(['127.0.0.1'])
})

test.each([
  ['127.0.0.2', '127.0.0.2'],
  ['2130706434', '127.0.0.2'],
  ['0x7f000002', '127.0.0.2'],
  ['0177.0.0.2', '127.0.0.2'],
  ['0x7f.2', '127.0.0.2'],
  ['127.2', '127.0.0.2'],
  ['127.0.0.2.', '127.0.0.2'],
  ['１２７.０.０.２', '127.0.0.2'],
  ['[::ffff:127.0.0.2]', '::ffff:7f00:2'],
  ['[::ffff:7f00:2]', '::ffff:7f00:2'],
  ['[::127.0.0.2]', '::7f00:2'],
  ['[64:ff9b::127.0.0.2]', '64:ff9b::7f00:2'],
  ['[::]', '::'],
  ['0', '0.0.0.0'],
])('the address %s in a URL is refused without a look at any name server', async (written, address) => {
  const resolve = inTurn(['127.0.0.1'])
  const result = await withPoster(resolve, (poster) => post(poster, written))
  expect(result?.error).toContain(`The address ${address} is`)
  expect(resolve.asked).toBe(0)
  expect(reached).toEqual([])
})

test('localhost is resolved like any name, and refused by its address', async () => {
  const result = await withPoster(
    undefined,
    (poster) => post(poster, 'localhost'),
    createAddressGuard({ allow: [] }),
  )
  expect(result?.error).toMatch(/The address (127\.0\.0\.1|::1) is this machine itself/)
  expect(reached).toEqual([])
})

test('a host that the operator named may have any address', async () => {
  const named = createAddressGuard({ allow: ['localhost'] })
  const result = await withPoster(undefined, (poster) => post(poster, 'localhost'), named)
  expect(result).toMatchObject({ responseStatus: 200 })
})

test('an own origin is reached at its port alone', async () => {
  const own = createAddressGuard({ allow: [], allowedOrigins: [`http://127.0.0.1:${port}`] })
  expect(await withPoster(undefined, (poster) => post(poster, '127.0.0.1'), own)).toMatchObject({
    responseStatus: 200,
  })
  const other = createAddressGuard({ allow: [], allowedOrigins: [`http://127.0.0.1:${port + 1}`] })
  expect(await withPoster(undefined, (poster) => post(poster, '127.0.0.1'), other)).toMatchObject({
    error: expect.stringContaining('127.0.0.1'),
  })
})

test('a name without an address says so', async () => {
  const resolve: ResolveName = () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }))
  const result = await withPoster(resolve, (poster) => post(poster, 'nowhere.example'))
  expect(result?.error).toBe('The name nowhere.example could not be found.')
})
