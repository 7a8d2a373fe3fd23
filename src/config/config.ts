import { readFileSync } from 'node:fs'
import { BlockList, isIP } from 'node:net'
import { resolve } from 'node:path'
import { StartError } from '../error.ts'
import { SETTINGS, type SettingName } from './settings.ts'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** The settings, checked and typed. Secrets stand in `secrets` alone, so that the rest may be logged. */
export type Config = {
  host: string
  port: number
  dataDir: string
  roles: ReadonlySet<Role>
  sandbox: 'auto' | 'on' | 'off' | 'external'
  sandboxPort: number
  publicUrl: string | undefined
  /** Requests a minute and address; 0: none. */
  rateLimit: number
  /** Networks as given, for the log. */
  trustedProxies: string[]
  /** Networks and host names that webhooks may go to although they are not public. */
  webhookAllow: string[]
  /** What people write who want no marketing messages, or want them again. */
  wishWords: { stop: string[]; resume: string[] }
  logLevel: LogLevel
  graphUrl: string
  unknown: { afterMs: number; outcome: 'fail' | 'resend' }
  retentionDays: number
  adminEmail: string
  /** Whom mails come from; undefined: none are sent. */
  mailFrom: string | undefined
  secrets: {
    databaseUrl: string | undefined
    secretKey: string | undefined
    adminPassword: string | undefined
    metricsToken: string | undefined
    smtpUrl: string | undefined
    tls: { cert: Buffer; key: Buffer } | undefined
  }
}

const ROLES = ['api', 'worker'] as const
/** What a process does; one with both is the whole program. */
export type Role = (typeof ROLES)[number]

type Environment = Record<string, string | undefined>

/**
 * Reads the settings from the environment. Throws a StartError that names the setting and what it may be:
 * for an unknown `MASA_…`, a value that does not fit, or settings that contradict each other.
 */
export const readConfig = (environment: Environment): Config => {
  refuseUnknown(environment)
  const text = (name: SettingName): string => environment[name]?.trim() || SETTINGS[name].default
  const optional = (name: SettingName): string | undefined => text(name) || undefined

  const adminPassword = optional('MASA_ADMIN_PASSWORD')
  if (adminPassword !== undefined && adminPassword.length < 10)
    throw new StartError('MASA_ADMIN_PASSWORD is too short: use 10 characters or more.')
  const adminEmail = text('MASA_ADMIN_EMAIL')
  if (!/^[^\s@]+@[^\s@]+$/.test(adminEmail))
    throw new StartError(`MASA_ADMIN_EMAIL is not an e-mail address: ${adminEmail}`)

  const ports = [port('PORT', text('PORT')), port('MASA_SANDBOX_PORT', text('MASA_SANDBOX_PORT'))] as const
  if (ports[0] === ports[1] && ports[0] !== 0)
    throw new StartError(`PORT and MASA_SANDBOX_PORT are both ${ports[0]}: give each its own.`)

  const smtpUrl = readSmtpUrl(optional('MASA_SMTP_URL'))
  const beside = ['MASA_MAIL_FROM', 'MASA_PUBLIC_URL'] as const
  const missing = smtpUrl === undefined ? undefined : beside.find((name) => !optional(name))
  if (missing)
    throw new StartError(
      `MASA_SMTP_URL needs ${missing} too: mails are from somebody, and hold links to this server.`,
    )

  return {
    host: text('HOST'),
    port: ports[0],
    dataDir: folder('MASA_DATA_DIR', text('MASA_DATA_DIR')),
    roles: readRoles('MASA_ROLES', text('MASA_ROLES')),
    sandbox: choice('MASA_SANDBOX', text('MASA_SANDBOX') || 'auto', ['auto', 'on', 'off', 'external']),
    sandboxPort: ports[1],
    publicUrl: optionalUrl('MASA_PUBLIC_URL', optional('MASA_PUBLIC_URL')),
    rateLimit: wholeNumber('MASA_RATE_LIMIT', text('MASA_RATE_LIMIT'), 0, 1_000_000),
    trustedProxies: networks('MASA_TRUST_PROXY', text('MASA_TRUST_PROXY')),
    webhookAllow: networksAndNames('MASA_WEBHOOK_ALLOW', text('MASA_WEBHOOK_ALLOW')),
    wishWords: { stop: list(text('MASA_OPT_OUT_WORDS')), resume: list(text('MASA_OPT_IN_WORDS')) },
    logLevel: choice('MASA_LOG_LEVEL', text('MASA_LOG_LEVEL'), LOG_LEVELS),
    graphUrl: url('MASA_GRAPH_URL', text('MASA_GRAPH_URL')),
    unknown: {
      afterMs: wholeNumber('MASA_UNKNOWN_HOURS', text('MASA_UNKNOWN_HOURS'), 1, 720) * 3_600_000,
      outcome: choice('MASA_UNKNOWN_THEN', text('MASA_UNKNOWN_THEN'), ['fail', 'resend']),
    },
    retentionDays: wholeNumber('MASA_RETENTION_DAYS', text('MASA_RETENTION_DAYS'), 1, 3_650),
    adminEmail,
    mailFrom: optional('MASA_MAIL_FROM'),
    secrets: {
      databaseUrl: databaseUrl(optional('DATABASE_URL')),
      secretKey: optional('MASA_SECRET_KEY'),
      adminPassword,
      metricsToken: optional('MASA_METRICS_TOKEN'),
      smtpUrl,
      tls: tlsFiles(optional('MASA_TLS_CERT'), optional('MASA_TLS_KEY')),
    },
  }
}

/** Throws a StartError for what is no list of roles; `name` says where it stands. */
export const readRoles = (name: string, value: string): ReadonlySet<Role> => {
  const roles = list(value)
  const unknown = roles.find((role) => !ROLES.some((known) => known === role))
  if (unknown !== undefined || roles.length === 0)
    throw new StartError(
      `${name} is "${value}", but must be ${ROLES.join(', ')}, or both with a comma between.`,
    )
  return new Set(roles as Role[])
}

/** Throws a StartError for roles that the other settings have no room for. */
export const checkRoles = ({ roles, secrets }: Config): void => {
  if (roles.size < ROLES.length && secrets.databaseUrl === undefined)
    throw new StartError(
      'A process with one role shares its database with others: set DATABASE_URL (and MASA_SECRET_KEY) to the same for all of them.',
    )
}

const refuseUnknown = (environment: Environment): void => {
  for (const name of Object.keys(environment))
    if (name.startsWith('MASA_') && !(name in SETTINGS)) {
      const names = Object.keys(SETTINGS).join(', ')
      throw new StartError(`There is no setting ${name}. The settings are: ${names}.`)
    }
}

const wrong = (name: SettingName, value: string, allowed: string): StartError =>
  new StartError(`${name} is "${value}", but must be ${allowed}.`)

const wholeNumber = (name: SettingName, value: string, least: number, most: number): number => {
  const number = Number(value)
  if (!/^\d+$/.test(value) || number < least || number > most)
    throw wrong(name, value, `a whole number from ${least} to ${most}`)
  return number
}

/** The kernel's own trees take no folders, and Node tries for ever to make one there. */
const folder = (name: SettingName, value: string): string => {
  const path = resolve(value)
  if (/^\/(proc|sys)(\/|$)/.test(path)) throw wrong(name, value, 'a folder on a disk')
  return path
}

const port = (name: SettingName, value: string): number => wholeNumber(name, value, 0, 65_535)

const choice = <T extends string>(name: SettingName, value: string, allowed: readonly T[]): T => {
  const found = allowed.find((one) => one === value)
  if (!found) throw wrong(name, value, allowed.filter((one) => one !== 'auto').join(', '))
  return found
}

const url = (name: SettingName, value: string): string => {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
    throw wrong(name, value, 'an address that begins with https:// or http://')
  return value.replace(/\/+$/, '')
}

const optionalUrl = (name: SettingName, value: string | undefined): string | undefined =>
  value === undefined ? undefined : url(name, value)

const databaseUrl = (value: string | undefined): string | undefined => {
  // The value holds a password: the error does not repeat it.
  if (value !== undefined && !(URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol)))
    throw new StartError('DATABASE_URL must look like postgres://user:password@host:5432/database.')
  return value
}

const readSmtpUrl = (value: string | undefined): string | undefined => {
  if (value !== undefined && !(URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol)))
    throw new StartError('MASA_SMTP_URL must look like smtp://user:password@mail.example.com:587.')
  return value
}

const networks = (name: SettingName, value: string): string[] =>
  list(value).map((network) => {
    if (!isNetwork(network))
      throw wrong(name, value, 'networks such as 10.0.0.0/8 or addresses, with commas between')
    return network
  })

const networksAndNames = (name: SettingName, value: string): string[] =>
  list(value).map((one) => {
    if (!isNetwork(one) && !isHostName(one))
      throw wrong(
        name,
        value,
        'networks such as 10.0.0.0/8 and host names without a port, with commas between',
      )
    return one
  })

const list = (value: string): string[] =>
  value
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)

const isNetwork = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/')
  const family = isIP(address)
  const most = family === 6 ? 128 : 32
  return (
    family !== 0 && rest.length === 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= most))
  )
}

/** A last part of digits is an address, or meant to be one. */
const isHostName = (text: string): boolean =>
  /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/i.test(text) && !/(^|\.)\d+$/.test(text)

const tlsFiles = (cert: string | undefined, key: string | undefined): Config['secrets']['tls'] => {
  if (!cert && !key) return undefined
  if (!cert || !key) throw new StartError('MASA_TLS_CERT and MASA_TLS_KEY go together: set both or none.')
  return { cert: readFile('MASA_TLS_CERT', cert), key: readFile('MASA_TLS_KEY', key) }
}

const readFile = (name: SettingName, path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new StartError(`${name} names ${path}, which cannot be read: ${(error as Error).message}`)
  }
}

/** A list of networks to ask an address of; IPv4 addresses in their IPv6 form are found too. */
export const createNetworkList = (networks: string[]): { has(address: string | undefined): boolean } => {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family)
  }
  const look = (address: string): boolean =>
    isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  // Every request asks, and mostly of the same few addresses.
  const known = new Map<string, boolean>()
  return {
    has: (address) => {
      if (address === undefined) return false
      let isIn = known.get(address)
      if (isIn === undefined) {
        isIn = look(address)
        if (known.size >= 1_000) known.clear()
        known.set(address, isIn)
      }
      return isIn
    },
  }
}
