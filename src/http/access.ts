import type { FastifyRequest } from 'fastify'
import type { Access, Principal } from '../accounts/principal.ts'
import { PublicError } from '../error.ts'

/** What a route may ask: an access, or to be somebody: anybody, a person by whatever token, or a session. */
export type Needed = Access | 'any' | 'user' | 'session'

/** Throws 403 `access_denied` for a caller who may not do what the route does. 404 and 401 come first. */
export const checkAccess = async ({ principal, method, routeOptions }: FastifyRequest): Promise<void> => {
  const { isPublic, access } = routeOptions.config
  if (isPublic || access === 'any') return
  const needed = access ?? (method === 'GET' || method === 'HEAD' ? 'read' : 'send')
  if (!isAllowed(principal, needed)) throw new PublicError(403, 'access_denied', WHY[needed])
}

const isAllowed = (principal: Principal, needed: Exclude<Needed, 'any'>): boolean => {
  if (needed === 'user') return principal.userId !== undefined
  return needed === 'session' ? principal.kind === 'session' : principal.access.has(needed)
}

const WHY = {
  read: 'This key may not read. Make one with the scope read.',
  send: 'This key may not send. Make one with the scope send.',
  manage: 'Only administrators, supervisors and keys with the scope manage may do this.',
  administer: 'Only an administrator may do this.',
  user: 'Only a user may do this, and a key is no user. Log in.',
  session: 'Only who signed in by POST /v1/session has a session; a token has none.',
}
