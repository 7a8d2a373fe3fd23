import { Agent, Pool } from 'undici'

/**
 * Connections to receivers. Meta wants a public certificate; a receiver on this machine has one for its public
 * name or none that anybody signed, and is trusted as it is.
 */
export const createCallbackAgent = (timeoutMs: number): Agent =>
  new Agent({
    connections: 16,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    factory: (origin, options) =>
      new Pool(origin, { ...options, connect: { timeout: 5000, rejectUnauthorized: !isLoopback(origin) } }),
  })

const isLoopback = (origin: string | URL): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(origin).hostname)
