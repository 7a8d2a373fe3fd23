import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { AccountDependencies } from '../dependencies.ts'

/** `POST /v1/me/two-factor`. */
export const startTwoFactorRoute = (app: HttpApp, { twoFactor }: AccountDependencies): void => {
  app.route({
    method: 'POST',
    url: '/me/two-factor',
    config: { access: 'user' },
    schema: {
      operationId: 'startTwoFactor',
      tags: ['My account'],
      summary: 'Begin two-factor authentication',
      description:
        'Makes a secret for an authenticator app; show `otpauth_url` as a QR code. It is in force once a code of it is confirmed. 409 when it is on already.',
      response: {
        201: Type.Object({
          secret: Type.String({
            description: 'Base32, for typing it in.',
            examples: ['JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'],
          }),
          otpauth_url: Type.String({
            examples: [
              'otpauth://totp/Masa:ayse%40example.com?issuer=Masa&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30',
            ],
          }),
        }),
        ...errorResponses(400, 401, 409, 413, 415, 429, 503),
      },
    },
    handler: async ({ principal }, reply) => {
      const { secret, otpauthUrl } = await twoFactor.start(principal.userId!)
      return reply.code(201).header('cache-control', 'no-store').send({ secret, otpauth_url: otpauthUrl })
    },
  })
}
