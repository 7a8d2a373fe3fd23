import type { Database } from '../database/database.ts'
import { PublicError } from '../error.ts'
import { type Bell, createBell } from '../processes/bell.ts'
import type { Principal } from './principal.ts'
import { createPrincipalMemory } from './principal-memory.ts'
import { findPrincipal, parseToken, touchToken } from './tokens.ts'

/** Turns what a request carries into who calls. */
export type Authenticator = {
  /** By the Authorization header. Throws 401 `unauthenticated` for a missing, malformed, unknown, revoked or expired token. */
  authenticate(header: string | undefined): Promise<Principal>
  /** By what stands in the session's cookie; undefined for one that is unknown, revoked or has ended. */
  findSession(cookie: string): Promise<Principal | undefined>
  /** Drops what is remembered of tokens and sessions that were revoked or may do something else now, in all processes. */
  forget(tokenIds: Iterable<number>): void
}

/** How long another process's revocation may go unseen when its ring is lost. */
const MAX_AGE_MS = 5_000
const MAX_DEAD = 10_000

export const createAuthenticator = (
  database: Database,
  onError: (error: unknown) => void,
  { bell = createBell(), maxAgeMs = MAX_AGE_MS }: { bell?: Bell; maxAgeMs?: number } = {},
): Authenticator => {
  const touch = (tokenId: number): void => void touchToken(database, tokenId).catch(onError)
  const memoryOf = (find: (text: string) => Promise<Principal | undefined>) =>
    createPrincipalMemory({ find, touch, bell, maxAgeMs })

  // By the header as it came: a caller's is the same each time, and needs no second look at its form.
  const tokens = memoryOf((header) => findPrincipal(database, { ...readHeader(header), isSession: false }))
  const sessions = memoryOf(async (cookie) => {
    const parsed = parseToken(cookie)
    return parsed && findPrincipal(database, { ...parsed, isSession: true })
  })
  // A session that has ended never begins again: its cookie is not worth a second question.
  const dead = new Set<string>()

  return {
    authenticate: async (header = '') => {
      const principal = await tokens.find(header)
      if (!principal) throw unauthenticated('The token is unknown, revoked or expired. Log in again.')
      return principal
    },
    findSession: async (cookie) => {
      if (dead.has(cookie)) return undefined
      const principal = await sessions.find(cookie)
      if (!principal) {
        if (dead.size >= MAX_DEAD) dead.clear()
        dead.add(cookie)
      }
      return principal
    },
    forget: (tokenIds) => bell.ring(tokenIds),
  }
}

/** The token in `Bearer TOKEN`, or in the bare `TOKEN` of the documented template samples. */
const readHeader = (header: string): { id: number; secret: string } => {
  const token = header.replace(/^Bearer\s+/i, '').trim()
  if (!token) throw unauthenticated('Send your token in the Authorization header: Bearer YOUR_API_TOKEN.')
  const parsed = parseToken(token)
  if (!parsed) throw unauthenticated('The token is malformed. Copy it whole, as the login printed it.')
  return parsed
}

/** 401, the same whatever is wrong with a token. */
export const unauthenticated = (message: string): PublicError =>
  new PublicError(401, 'unauthenticated', message)
