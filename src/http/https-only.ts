import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify'
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

  const isSecure = ({ socket, headers }: FastifyRequest): boolean => {
    const peer = socket.remoteAddress
    const word = lastWord(headers['x-forwarded-proto'])
    if (isSilentLoopbackFine && word === '' && loopback.has(peer)) return true
    return proxies.has(peer) ? word === 'https' : 'encrypted' in socket || loopback.has(peer)
  }

  return (request: FastifyRequest, _reply: FastifyReply, done: HookHandlerDoneFunction): void =>
    isSecure(request) ? done() : done(httpsRequired())
}

const httpsRequired = (): PublicError =>
  new PublicError(403, 'https_required', 'This API answers over HTTPS only. Use an https:// address.')

/** The nearest proxy appends its word last; what stands before it came from outside. */
const lastWord = (header: string | string[] | undefined): string => {
  if (header === undefined) return ''
  return String(header).split(',').at(-1)!.trim().toLowerCase()
}
