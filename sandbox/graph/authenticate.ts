import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { selectInstallation } from '../context.ts'
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

/**
 * Takes the installation's access token, or the app's own (`id|secret`), as `Bearer` or `OAuth` header or as
 * `access_token`; and an `appsecret_proof`, which is checked when it is there (Graph API, secure requests).
 */
export const authenticate = (state: State, request: FastifyRequest): void => {
  const { accessToken, appId, appSecret } = selectInstallation(state)
  const token = readToken(request)
  if (token === undefined)
    throw new GraphError(104, undefined, { message: 'An access token is required to request this resource.' })
  if (!isSame(token, accessToken) && !isSame(token, `${appId}|${appSecret}`)) {
    throw new GraphError(190, undefined, {
      message: 'Invalid OAuth access token - Cannot parse access token',
    })
  }
  const { appsecret_proof: proof } = request.query as Record<string, unknown>
  if (proof === undefined) return
  const expected = createHmac('sha256', appSecret).update(token).digest('hex')
  if (!isSame(String(proof), expected))
    throw invalidParameter('Invalid appsecret_proof provided in the API argument')
}
