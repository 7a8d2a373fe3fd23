import type { FastifyRequest } from 'fastify'
import { PublicError } from '../error.ts'

/** Throws 403 `access_denied` for a caller who may not do what the route does. 404 and 401 come first. */
export const checkAccess = async ({ principal, method, routeOptions }: FastifyRequest): Promise<void> => {
  const { isPublic, access } = routeOptions.config
  if (isPublic || access === 'any') return
  const needed = access ?? (method === 'GET' || method === 'HEAD' ? 'read' : 'send')
  if (!principal.access.has(needed)) throw new PublicError(403, 'access_denied', WHY[needed])
}

const WHY = {
  read: 'This key may not read. Make one with the scope read.',
  send: 'This key may not send. Make one with the scope send.',
  manage: 'Only administrators, supervisors and keys with the scope manage may do this.',
  administer: 'Only an administrator may do this.',
}
