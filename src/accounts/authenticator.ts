import type { Database } from '../database/database.ts'
import { PublicError } from '../error.ts'
import { type Bell, createBell } from '../processes/bell.ts'
import type { Principal } from './principal.ts'
import { findPrincipal, parseToken, touchToken } from './tokens.ts'

/** Turns the Authorization header into who calls. */
export type Authenticator = {
  /** Throws 401 `unauthenticated` for a missing, malformed, unknown, revoked or expired token. */
  authenticate(header: string | undefined): Promise<Principal>
  /** Drops what is remembered of a token when it is revoked, here and in the other processes. */
  forget(tokenId: number): void
}

type Remembered = { principal: Principal; readAt: number; touchedAt: number }

/** How long another process's revocation may go unseen when its ring is lost. */
const MAX_AGE_MS = 5_000
const TOUCH_EVERY_MS = 3_600_000
const MAX_REMEMBERED = 10_000

export const createAuthenticator = (
  database: Database,
  onError: (error: unknown) => void,
  { bell = createBell(), maxAgeMs = MAX_AGE_MS }: { bell?: Bell; maxAgeMs?: number } = {},
): Authenticator => {
  // By the header as it came: a caller's is the same each time, and needs no second look at its form.
  const remembered = new Map<string, Remembered>()
  bell.subscribe((tokenIds) => {
    for (const [header, { principal }] of remembered)
      if (!tokenIds || tokenIds.includes(principal.tokenId)) remembered.delete(header)
  })

  const look = async (header: string): Promise<Principal> => {
    const { id, secret } = readHeader(header)
    const principal = await findPrincipal(database, { id, secret })
    if (!principal) {
      remembered.delete(header)
      throw unauthenticated('The token is unknown, revoked or expired. Log in again.')
    }
    const now = Date.now()
    const touchedAt = remembered.get(header)?.touchedAt ?? 0
    const isTouchDue = now - touchedAt > TOUCH_EVERY_MS
    if (remembered.size >= MAX_REMEMBERED) remembered.clear()
    remembered.set(header, { principal, readAt: now, touchedAt: isTouchDue ? now : touchedAt })
    if (isTouchDue) touchToken(database, id).catch(onError)
    return principal
  }

  return {
    authenticate: async (header = '') => {
      const known = remembered.get(header)
      const now = Date.now()
      const isFresh = known && now - known.readAt < maxAgeMs && now < (known.principal.expiresAt ?? Infinity)
      return isFresh ? known.principal : look(header)
    },
    forget: (tokenId) => bell.ring([tokenId]),
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

const unauthenticated = (message: string): PublicError => new PublicError(401, 'unauthenticated', message)
