import type { FastifyRequest, HookHandlerDoneFunction } from 'fastify'
import { type Authenticator, unauthenticated } from '../accounts/authenticator.ts'
import type { Principal } from '../accounts/principal.ts'
import type { CsrfGuard } from './csrf.ts'
import { readSessionCookie } from './session-cookie.ts'

/** Finds the session of a request before anything is counted, since it has a limit of its own. */
export const createSessionFinder =
  (authenticator: Authenticator) =>
  (request: FastifyRequest, _reply: unknown, done: HookHandlerDoneFunction): void => {
    const cookie = readSessionCookie(request)
    if (cookie === undefined) done()
    else
      authenticator.findSession(cookie).then((session) => {
        request.session = session
        done()
      }, done)
  }

/** Sets who calls. Throws 401 for nobody, and 403 for a session whose request somebody else may have made. */
export const createIdentification =
  (authenticator: Authenticator, csrf: CsrfGuard) =>
  async (request: FastifyRequest): Promise<void> => {
    if (request.routeOptions.config.isPublic) return
    request.principal = request.session ?? (await identify(request, authenticator))
    if (request.principal.kind === 'session') csrf.check(request, request.principal)
  }

/** Who calls, as of now. Throws 401. */
export const identify = async (request: FastifyRequest, authenticator: Authenticator): Promise<Principal> => {
  const cookie = readSessionCookie(request)
  if (cookie === undefined) return authenticator.authenticate(request.headers.authorization)
  const session = await authenticator.findSession(cookie)
  if (!session) throw unauthenticated('The session has ended. Sign in again.')
  return session
}
