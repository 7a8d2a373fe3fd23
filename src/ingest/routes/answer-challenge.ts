import { createHash, timingSafeEqual } from 'node:crypto'
import { Type } from 'typebox'
import { PublicError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import type { IntegrationDirectory } from '../../integrations/directory.ts'

/** `GET /whatsapp/webhook`: Meta checks that the URL is ours before it sends anything (Cloud API, webhooks). */
export const answerChallengeRoute = (app: HttpApp, directory: IntegrationDirectory): void => {
  app.route({
    method: 'GET',
    url: '/whatsapp/webhook',
    schema: {
      hide: true,
      querystring: Type.Object({
        'hub.mode': Type.Optional(Type.String()),
        'hub.challenge': Type.Optional(Type.String()),
        'hub.verify_token': Type.Optional(Type.String()),
      }),
    },
    handler: async ({ query }, reply) => {
      const token = query['hub.verify_token'] ?? ''
      const challenge = query['hub.challenge']
      const integrations = await directory.list()
      const isKnown = integrations.some(({ verifyToken }) => isSame(verifyToken, token))
      if (query['hub.mode'] !== 'subscribe' || challenge === undefined || !isKnown)
        throw new PublicError(
          403,
          'access_denied',
          'The verify token is not the one of any connected number.',
        )
      return reply.type('text/plain').send(challenge)
    },
  })
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))
