import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Principal } from '../accounts/principal.ts'
import { PublicError } from '../error.ts'

/**
 * Tells requests that the inbox makes from those that another page makes a browser send with the same cookie: they carry
 * a token that only the inbox could read, and come from the server's own origin.
 */
export type CsrfGuard = {
  /** The token of a session, the same as long as it lives. */
  tokenOf(session: Pick<Principal, 'tokenId'>): string
  /** Throws 403 `csrf_token_invalid` for a request of a session that changes something without them. */
  check(request: FastifyRequest, session: Principal): void
  /** Throws it for a request that a browser says to come from elsewhere. */
  checkOrigin(request: FastifyRequest): void
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

export const createCsrfGuard = (key: Buffer, publicUrl: string | undefined): CsrfGuard => {
  const publicOrigin = publicUrl === undefined ? undefined : new URL(publicUrl).origin
  const digest = (tokenId: number): Buffer => createHmac('sha256', key).update(`session ${tokenId}`).digest()

  /** The operator may reach the server by another address than the public one. */
  const checkOrigin = ({ headers: { origin }, protocol, host }: FastifyRequest): void => {
    if (origin === undefined || origin === publicOrigin || origin === `${protocol}://${host}`) return
    throw refused('The request comes from another site than this one. Open the inbox by its own address.')
  }

  return {
    tokenOf: ({ tokenId }) => digest(tokenId).toString('base64url'),
    checkOrigin,
    check: (request, session) => {
      if (SAFE.has(request.method)) return
      checkOrigin(request)
      const given = Buffer.from(String(request.headers['x-csrf-token'] ?? ''), 'base64url')
      const expected = digest(session.tokenId)
      if (given.length !== expected.length || !timingSafeEqual(given, expected))
        throw refused('Send the csrf_token of GET /v1/session in the X-CSRF-Token header.')
    },
  }
}

const refused = (message: string): PublicError => new PublicError(403, 'csrf_token_invalid', message)
