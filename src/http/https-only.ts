import type { FastifyRequest } from 'fastify'
import { createNetworkList } from '../config/config.ts'
import { PublicError } from '../error.ts'

/**
 * Refuses plain HTTP (Desk360 API: "All API requests must reach the secure endpoint"). Own TLS is secure; a
 * trusted proxy's word counts in place of the connection; else only loopback may speak plainly.
 * `isSilentLoopbackFine` lets a program of this machine through that speaks for itself beside a proxy of this
 * machine, as the sandbox does: it says nothing of what was forwarded.
 */
export const createHttpsOnly = (trustedProxies: string[], { isSilentLoopbackFine = false } = {}) => {
  const proxies = createNetworkList(trustedProxies)
  const loopback = createNetworkList(['127.0.0.0/8', '::1'])
  return async (request: FastifyRequest): Promise<void> => {
    const peer = request.socket.remoteAddress
    const word = lastWord(request.headers['x-forwarded-proto'])
    if (isSilentLoopbackFine && word === '' && loopback.has(peer)) return
    const isSecure = proxies.has(peer)
      ? word === 'https'
      : 'encrypted' in request.socket || loopback.has(peer)
    if (!isSecure)
      throw new PublicError(
        403,
        'https_required',
        'This API answers over HTTPS only. Use an https:// address.',
      )
  }
}

/** The nearest proxy appends its word last; what stands before it came from outside. */
const lastWord = (header: string | string[] | undefined): string =>
  (
    String(header ?? '')
      .split(',')
      .at(-1) ?? ''
  )
    .trim()
    .toLowerCase()
