import type { FastifyInstance } from 'fastify'
import { type Sandbox, selectInstallation } from '../context.ts'

/** `GET /_sandbox/credentials`: what a program needs to use the sandbox in Meta's place. */
export const addCredentials = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.get('/_sandbox/credentials', async () => {
    const { appId, appSecret, verifyToken, accessToken, wabaId } = selectInstallation(sandbox.state)
    return {
      base_url: sandbox.baseUrl(),
      app_id: appId,
      app_secret: appSecret,
      verify_token: verifyToken,
      access_token: accessToken,
      waba_id: wabaId,
      phone_numbers: [...sandbox.state.numbers.values()].map(({ id, digits, verifiedName }) => ({
        id,
        display_phone_number: `+${digits}`,
        verified_name: verifiedName,
      })),
    }
  })
}
