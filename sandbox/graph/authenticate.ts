import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { type Sandbox, selectInstallation } from '../context.ts'
import type { State } from '../state/state.ts'
import { GraphError, invalidParameter } from './graph-error.ts'

/** Equal or not, in a time that does not tell how far they are equal. */
const isSame = (a: string, b: string): boolean =>
  Buffer.byteLength(a) === Buffer.byteLength(b) && timingSafeEqual(Buffer.from(a), Buffer.from(b))

const readToken = (request: FastifyRequest): string | undefined => {
  const header = /^(?:Bearer|OAuth)\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '')
  if (header) return header[1]
  const { access_token: parameter } = request.query as Record<string, unknown>
  return typeof parameter === 'string' ? parameter : undefined
}

/** Whether the caller is the app itself (`id|secret`), as against its token. */
export const isAppCall = (state: State, request: FastifyRequest): boolean => {
  const { appId, appSecret } = selectInstallation(state)
  return isSame(readToken(request) ?? '', `${appId}|${appSecret}`)
}

/** Subcode 463: expired; 460 and others: revoked, or of a password that was changed (Graph API, access tokens). */
const checkToken = (state: State, now: number): void => {
  const { isTokenValid, tokenExpiresAt } = state.app
  if (!isTokenValid)
    throw new GraphError(190, undefined, {
      subcode: 460,
      message: 'Error validating access token: The session has been invalidated.',
    })
  if (tokenExpiresAt !== 0 && tokenExpiresAt * 1000 <= now)
    throw new GraphError(190, undefined, {
      subcode: 463,
      message: 'Error validating access token: Session has expired.',
    })
}

/**
 * Takes the installation's access token, or the app's own (`id|secret`), as `Bearer` or `OAuth` header or as
 * `access_token`; and an `appsecret_proof`, which is checked when it is there (Graph API, secure requests).
 */
export const authenticate = ({ state, now }: Sandbox, request: FastifyRequest): void => {
  const { accessToken, appId, appSecret } = selectInstallation(state)
  const token = readToken(request)
  if (token === undefined)
    throw new GraphError(104, undefined, { message: 'An access token is required to request this resource.' })
  if (!isSame(token, accessToken) && !isSame(token, `${appId}|${appSecret}`)) {
    throw new GraphError(190, undefined, {
      message: 'Invalid OAuth access token - Cannot parse access token',
    })
  }
  if (isSame(token, accessToken)) checkToken(state, now())
  const { appsecret_proof: proof } = request.query as Record<string, unknown>
  if (proof === undefined) return
  const expected = createHmac('sha256', appSecret).update(token).digest('hex')
  if (!isSame(String(proof), expected))
    throw invalidParameter('Invalid appsecret_proof provided in the API argument')
}
