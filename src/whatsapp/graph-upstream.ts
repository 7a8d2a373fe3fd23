import { createHmac } from 'node:crypto'
import { Agent, type Dispatcher, errors, Pool } from 'undici'

export type GraphTimeouts = {
  /** For a connection with its TLS handshake. */
  connectMs: number
  /** For one call as a whole, waiting in the pool included. */
  requestMs: number
  /** For one upload as a whole. */
  uploadMs: number
  /** For silence while a file is downloaded. */
  idleMs: number
}

export type GraphClientOptions = {
  /** Where the Graph API is, without the version: `https://graph.facebook.com`. A path before the version is kept. */
  baseUrl: string
  version?: string
  timeouts?: Partial<GraphTimeouts>
  /** The most sockets for calls other than media; each carries one call at a time. */
  connections?: number
}

/** With `appSecret`, calls carry `appsecret_proof`, which an app may be set to demand. */
export type GraphCredentials = { accessToken: string; appSecret?: string }

/** Where calls go. Media have sockets of their own, so that no large file holds up a message. */
export type GraphUpstream = {
  origin: string
  /** `/v25.0`, after the base URL's own path. */
  basePath: string
  timeouts: GraphTimeouts
  calls: Dispatcher
  media: Dispatcher
  close(graceMs: number): Promise<void>
}

/** Meta's largest file is 100 MB (Cloud API, media); what goes beyond breaks the download off. */
const maxMediaBytes = 101 * 1024 * 1024

const mediaConnections = 16

/**
 * Waits for the calls under way; those that take longer than `graceMs` are broken off. Then `close` itself is
 * not waited for: it never ends for a pool that is destroyed while calls are queued in it (undici 8.12).
 */
const closeGently = (dispatchers: Dispatcher[], graceMs: number): Promise<void> =>
  new Promise((resolve) => {
    const all = (acts: Promise<void>[]) => Promise.allSettled(acts).then(() => resolve())
    const timer = setTimeout(
      () => all(dispatchers.map((each) => each.destroy(new errors.ClientDestroyedError('closed')))),
      graceMs,
    )
    all(dispatchers.map((each) => each.close())).finally(() => clearTimeout(timer))
  })

/**
 * HTTP/1.1 only: one connection carries one request, so that a connection that dies makes one message
 * unknown, not all that share an HTTP/2 session. undici's short idle time (4 s) stays as it is: the longer a
 * socket idles, the likelier a request meets it just when the other side closes it.
 */
export const createUpstream = (options: GraphClientOptions): GraphUpstream => {
  const base = new URL(options.baseUrl)
  const given = options.timeouts ?? {}
  const timeouts = {
    connectMs: given.connectMs ?? 5_000,
    requestMs: given.requestMs ?? 20_000,
    uploadMs: given.uploadMs ?? 300_000,
    idleMs: given.idleMs ?? 20_000,
  }
  const shared = { allowH2: false, connectTimeout: timeouts.connectMs, pipelining: 1 }
  const calls = new Pool(base.origin, { ...shared, connections: options.connections ?? 128 })
  const media = new Agent({
    ...shared,
    connections: mediaConnections,
    headersTimeout: timeouts.requestMs,
    bodyTimeout: timeouts.idleMs,
    maxResponseSize: maxMediaBytes,
  })
  let closing: Promise<void> | undefined
  return {
    origin: base.origin,
    basePath: `${base.pathname.replace(/\/+$/, '')}/${options.version ?? 'v25.0'}`,
    timeouts,
    calls,
    media,
    close: (graceMs) => (closing ??= closeGently([calls, media], graceMs)),
  }
}

/** Headers of a call with its token; names and values in turns. */
export const authorize = (credentials: GraphCredentials): string[] => [
  'authorization',
  `Bearer ${credentials.accessToken}`,
]

/** The path of a call: the object's id and edge, the query, and the proof when there is an app secret. */
export const graphPath = (
  upstream: GraphUpstream,
  credentials: GraphCredentials,
  id: string,
  edge?: string,
  query?: Record<string, string | undefined>,
): string => {
  let path = `${upstream.basePath}/${encodeURIComponent(id)}`
  if (edge) path += `/${edge}`
  let separator = '?'
  const add = (name: string, value: string) => {
    path += `${separator}${name}=${encodeURIComponent(value)}`
    separator = '&'
  }
  for (const name in query) {
    const value = query[name]
    if (value !== undefined) add(name, value)
  }
  if (credentials.appSecret) {
    add(
      'appsecret_proof',
      createHmac('sha256', credentials.appSecret).update(credentials.accessToken).digest('hex'),
    )
  }
  return path
}
