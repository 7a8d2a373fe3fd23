import type { FastifyInstance } from 'fastify'
import { type Sandbox, selectInstallation } from '../context.ts'
import { invalidParameter } from './graph-error.ts'

/** `GET /debug_token?input_token=`: what a token is good for. */
export const addDebugToken = (app: FastifyInstance, { state, now }: Sandbox): void => {
  app.get<{ Querystring: { input_token?: string } }>('/debug_token', async (request) => {
    const { input_token: token } = request.query
    if (!token) throw invalidParameter('The parameter input_token is required.')
    const { accessToken, appId, wabaId, businessId, createdAt } = selectInstallation(state)
    if (token !== accessToken) {
      const error = { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' }
      return { data: { error, is_valid: false, scopes: [] } }
    }
    const { isTokenValid, tokenExpiresAt, scopes } = state.app
    const isExpired = tokenExpiresAt !== 0 && tokenExpiresAt * 1000 <= now()
    const targets = (scope: string) => [scope === 'business_management' ? businessId : wabaId]
    return {
      data: {
        app_id: appId,
        type: 'SYSTEM_USER',
        application: 'Sandbox',
        data_access_expires_at: 0,
        expires_at: tokenExpiresAt,
        is_valid: isTokenValid && !isExpired,
        issued_at: Math.floor(createdAt / 1000),
        scopes,
        granular_scopes: scopes.map((scope) => ({ scope, target_ids: targets(scope) })),
        user_id: businessId,
      },
    }
  })
}
