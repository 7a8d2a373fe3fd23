import type { FastifyInstance } from 'fastify'
import { commit, type Sandbox, selectInstallation } from '../context.ts'
import { allParameters } from '../http/body.ts'
import { verifyCallback } from '../webhooks/verify-callback.ts'
import { requireAccount } from './objects.ts'
import { readCallback } from './read-callback.ts'

type WithId = { Params: { id: string } }

/**
 * `/{waba-id}/subscribed_apps`: subscribing, with `override_callback_uri` and `verify_token` for the address
 * that webhooks go to (without them an address given before is taken back), listing, and taking leave.
 */
export const addSubscribedApps = (app: FastifyInstance, sandbox: Sandbox): void => {
  const { state } = sandbox

  app.post<WithId>('/:id/subscribed_apps', async (request) => {
    requireAccount(state, request.params.id, 'POST')
    const callback = readCallback(allParameters(request), selectInstallation(state).verifyToken)
    if (callback) await verifyCallback(callback)
    commit(sandbox, { t: 'subscription', subscription: { isActive: true, ...(callback && { callback }) } })
    await sandbox.journal.written()
    sandbox.outbox.wake()
    sandbox.log(callback ? `Webhooks go to ${callback.url}.` : 'Subscribed without an address for webhooks.')
    return { success: true }
  })

  app.get<WithId>('/:id/subscribed_apps', async (request) => {
    requireAccount(state, request.params.id, 'GET')
    const { isActive, callback } = state.subscription
    if (!isActive) return { data: [] }
    const data = { id: selectInstallation(state).appId, name: 'Sandbox', link: sandbox.baseUrl() }
    return {
      data: [{ whatsapp_business_api_data: data, ...(callback && { override_callback_uri: callback.url }) }],
    }
  })

  app.delete<WithId>('/:id/subscribed_apps', async (request) => {
    requireAccount(state, request.params.id, 'DELETE')
    commit(sandbox, { t: 'subscription', subscription: { isActive: false } })
    await sandbox.journal.written()
    return { success: true }
  })
}
