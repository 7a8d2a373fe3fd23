import { describe, expect, test } from 'vitest'
import { checkRoles, createNetworkList, readConfig } from './config.ts'

const failure = (environment: Record<string, string>): string => {
  try {
    readConfig(environment)
  } catch (error) {
    return (error as Error).message
  }
  return 'no error'
}

test('an unknown setting is refused and the known ones are named', () => {
  expect(failure({ MASA_RATELIMIT: '5' })).toMatch(/no setting MASA_RATELIMIT.*MASA_RATE_LIMIT/)
})

test.each([
  [{ PORT: 'http' }, /PORT is "http", but must be a whole number/],
  [{ PORT: '70000' }, /PORT is "70000"/],
  [{ PORT: '8361' }, /PORT and MASA_SANDBOX_PORT are both 8361/],
  [{ MASA_RATE_LIMIT: '-1' }, /MASA_RATE_LIMIT/],
  [{ MASA_SANDBOX: 'yes' }, /MASA_SANDBOX is "yes", but must be on, off/],
  [{ MASA_LOG_LEVEL: 'loud' }, /MASA_LOG_LEVEL/],
  [{ MASA_PUBLIC_URL: 'desk.example.com' }, /MASA_PUBLIC_URL/],
  [{ MASA_GRAPH_URL: 'ftp://x' }, /MASA_GRAPH_URL/],
  [{ MASA_TRUST_PROXY: '10.0.0.0/40' }, /MASA_TRUST_PROXY/],
  [{ MASA_TRUST_PROXY: 'proxy' }, /MASA_TRUST_PROXY/],
  [{ MASA_WEBHOOK_ALLOW: '10.0.0.0/33' }, /MASA_WEBHOOK_ALLOW/],
  [{ MASA_WEBHOOK_ALLOW: '10.0.0.300' }, /MASA_WEBHOOK_ALLOW/],
  [{ MASA_WEBHOOK_ALLOW: 'http://shop.internal' }, /MASA_WEBHOOK_ALLOW/],
  [{ MASA_WEBHOOK_ALLOW: 'shop.internal:8080' }, /MASA_WEBHOOK_ALLOW.*without a port/],
  [{ MASA_TLS_CERT: '/x.pem' }, /go together/],
  [{ MASA_TLS_CERT: '/no/such', MASA_TLS_KEY: '/no/such' }, /cannot be read/],
  [{ MASA_ADMIN_PASSWORD: 'short' }, /too short/],
  [{ MASA_ADMIN_PASSWORD: 'nine char' }, /too short: use 10/],
  [{ MASA_ADMIN_EMAIL: 'me' }, /not an e-mail/],
  [{ MASA_SMTP_URL: 'smtp://mail' }, /MASA_SMTP_URL needs MASA_MAIL_FROM too/],
  [{ MASA_SMTP_URL: 'smtp://mail', MASA_MAIL_FROM: 'a@b.c' }, /needs MASA_PUBLIC_URL too/],
  [{ MASA_UNKNOWN_THEN: 'forget' }, /fail, resend/],
  [{ MASA_DATA_DIR: '/proc/x' }, /MASA_DATA_DIR is "\/proc\/x", but must be a folder on a disk/],
])('a wrong setting %o is an error that names it', (environment, message) => {
  expect(failure(environment as Record<string, string>)).toMatch(message)
})

test('a wrong DATABASE_URL is refused without repeating its password', () => {
  expect(failure({ DATABASE_URL: 'mysql://me:hunter2@db/x' })).toMatch(/^DATABASE_URL must look like/)
  expect(failure({ DATABASE_URL: 'mysql://me:hunter2@db/x' })).not.toContain('hunter2')
})

test('a wrong MASA_SMTP_URL is refused without repeating its password', () => {
  expect(failure({ MASA_SMTP_URL: 'http://me:hunter2@mail' })).toMatch(/^MASA_SMTP_URL must look like/)
  expect(failure({ MASA_SMTP_URL: 'http://me:hunter2@mail' })).not.toContain('hunter2')
})

test('an empty value means the default', () => {
  const config = readConfig({ PORT: '', MASA_RATE_LIMIT: ' ' })
  expect(config).toMatchObject({
    port: 8360,
    host: '127.0.0.1',
    rateLimit: 60,
    sandbox: 'auto',
    sandboxPort: 8361,
  })
})

describe('roles', () => {
  test('are both by default, or as named', () => {
    expect([...readConfig({}).roles]).toEqual(['api', 'worker'])
    expect([...readConfig({ MASA_ROLES: ' worker , api' }).roles].toSorted()).toEqual(['api', 'worker'])
    expect([...readConfig({ MASA_ROLES: 'worker' }).roles]).toEqual(['worker'])
  })

  test.each(['workers', 'api;worker', ',', 'API'])('may not be %j', (MASA_ROLES) => {
    expect(() => readConfig({ MASA_ROLES })).toThrow(/^MASA_ROLES is ".*", but must be api, worker, or both/)
  })

  test('in processes of their own need a database that they can share', () => {
    expect(() => checkRoles(readConfig({ MASA_ROLES: 'api' }))).toThrow(/set DATABASE_URL/)
    checkRoles(readConfig({}))
    checkRoles(readConfig({ MASA_ROLES: 'api', DATABASE_URL: 'postgres://masa@db/masa' }))
  })
})

test('MASA_WEBHOOK_ALLOW takes networks, addresses and host names', () => {
  const allow = '10.0.0.0/8, ::1 ,shop.internal,localhost'
  expect(readConfig({ MASA_WEBHOOK_ALLOW: allow }).webhookAllow).toEqual([
    '10.0.0.0/8',
    '::1',
    'shop.internal',
    'localhost',
  ])
})

test('an IPv4 address in its IPv6 form is found in an IPv4 network', () => {
  const list = createNetworkList(['10.0.0.0/8', '::1'])
  expect(list.has('::ffff:10.1.2.3')).toBe(true)
  expect(list.has('11.0.0.1')).toBe(false)
  expect(list.has('::1')).toBe(true)
  expect(list.has(undefined)).toBe(false)
})
