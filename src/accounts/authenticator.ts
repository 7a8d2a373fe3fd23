import type { Database } from '../database/database.ts'
import { PublicError } from '../error.ts'
import type { Principal } from './principal.ts'
import { findPrincipal, parseToken, touchToken } from './tokens.ts'

/** Turns the Authorization header into who calls. */
export type Authenticator = {
  /** Throws 401 `unauthenticated` for a missing, malformed, unknown, revoked or expired token. */
  authenticate(header: string | undefined): Promise<Principal>
  /** Drops what is remembered of a token, when it is revoked. */
  forget(tokenId: number): void
}

type Remembered = { secret: string; principal: Principal; readAt: number; touchedAt: number }

/** How long another process's revocation may go unseen. */
const MAX_AGE_MS = 5_000
const TOUCH_EVERY_MS = 3_600_000
const MAX_REMEMBERED = 10_000

export const createAuthenticator = (
  database: Database,
  onError: (error: unknown) => void,
  maxAgeMs = MAX_AGE_MS,
): Authenticator => {
  const remembered = new Map<number, Remembered>()

  const look = async (id: number, secret: string): Promise<Principal> => {
    const principal = await findPrincipal(database, { id, secret })
    if (!principal) {
      remembered.delete(id)
      throw unauthenticated('The token is unknown, revoked or expired. Log in again.')
    }
    const now = Date.now()
    const touchedAt = remembered.get(id)?.touchedAt ?? 0
    const isTouchDue = now - touchedAt > TOUCH_EVERY_MS
    if (remembered.size >= MAX_REMEMBERED) remembered.clear()
    remembered.set(id, { secret, principal, readAt: now, touchedAt: isTouchDue ? now : touchedAt })
    if (isTouchDue) touchToken(database, id).catch(onError)
    return principal
  }

  return {
    authenticate: async (header) => {
      // `Bearer TOKEN`, and the bare `TOKEN` of the documented template samples.
      const token = header?.replace(/^Bearer\s+/i, '').trim()
      if (!token) throw unauthenticated('Send your token in the Authorization header: Bearer YOUR_API_TOKEN.')
      const parsed = parseToken(token)
      if (!parsed) throw unauthenticated('The token is malformed. Copy it whole, as the login printed it.')
      const known = remembered.get(parsed.id)
      if (known && known.secret === parsed.secret && Date.now() - known.readAt < maxAgeMs)
        return known.principal
      return look(parsed.id, parsed.secret)
    },
    forget: (tokenId) => {
      remembered.delete(tokenId)
    },
  }
}

const unauthenticated = (message: string): PublicError => new PublicError(401, 'unauthenticated', message)
