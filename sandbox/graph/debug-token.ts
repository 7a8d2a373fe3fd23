import type { FastifyInstance } from 'fastify'
import { type Sandbox, selectInstallation } from '../context.ts'
import { invalidParameter } from './graph-error.ts'

const scopes = ['business_management', 'whatsapp_business_management', 'whatsapp_business_messaging']

/** `GET /debug_token?input_token=`: what a token is good for. */
export const addDebugToken = (app: FastifyInstance, { state }: Sandbox): void => {
  app.get<{ Querystring: { input_token?: string } }>('/debug_token', async (request) => {
    const { input_token: token } = request.query
    if (!token) throw invalidParameter('The parameter input_token is required.')
    const { accessToken, appId, wabaId, businessId, createdAt } = selectInstallation(state)
    if (token !== accessToken) {
      const error = { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' }
      return { data: { error, is_valid: false, scopes: [] } }
    }
    return {
      data: {
        app_id: appId,
        type: 'SYSTEM_USER',
        application: 'Sandbox',
        data_access_expires_at: 0,
        expires_at: 0,
        is_valid: true,
        issued_at: Math.floor(createdAt / 1000),
        scopes,
        granular_scopes: [
          { scope: 'business_management', target_ids: [businessId] },
          { scope: 'whatsapp_business_management', target_ids: [wabaId] },
          { scope: 'whatsapp_business_messaging', target_ids: [wabaId] },
        ],
        user_id: businessId,
      },
    }
  })
}
