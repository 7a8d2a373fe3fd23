import type { FastifyInstance } from 'fastify'
import { type Sandbox, selectInstallation } from '../context.ts'
import { isAppCall } from './authenticate.ts'
import { GraphError, unknownObject } from './graph-error.ts'

/**
 * `GET /{app-id}/subscriptions`: which fields of webhooks the app is subscribed to. It is asked with the app's own
 * token (Graph API, app subscriptions).
 */
export const addAppSubscriptions = (app: FastifyInstance, { state, baseUrl }: Sandbox): void => {
  app.get<{ Params: { id: string } }>('/:id/subscriptions', async (request) => {
    const { appId } = selectInstallation(state)
    if (request.params.id !== appId) throw unknownObject('GET', request.params.id)
    if (!isAppCall(state, request))
      throw new GraphError(15, undefined, {
        message: '(#15) This method must be called with an app access_token.',
      })
    const fields = state.app.fields.map((name) => ({ name, version: 'v25.0' }))
    if (fields.length === 0) return { data: [] }
    const callback_url = state.subscription.callback?.url ?? `${baseUrl()}/callback`
    return { data: [{ object: 'whatsapp_business_account', callback_url, active: true, fields }] }
  })
}
