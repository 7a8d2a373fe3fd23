import { PublicError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { MEGABYTE } from '../../http/bodies.ts'
import type { IntegrationDirectory } from '../../integrations/directory.ts'
import { findSigners } from '../signed-for.ts'
import type { EventStore } from '../store.ts'

/**
 * `POST /whatsapp/webhook`: Meta's events, one URL for all numbers. 401 for a wrong or missing signature,
 * nothing stored; 200 after the raw event is committed; 503 while the database is away, so that Meta tries
 * again (Cloud API, webhooks; promises 1 and 2). Meta sends 3 MB at most.
 */
export const receiveEventRoute = (
  app: HttpApp,
  directory: IntegrationDirectory,
  events: EventStore,
  onRefused: () => void,
): void => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.route({
    method: 'POST',
    url: '/whatsapp/webhook',
    bodyLimit: 4 * MEGABYTE,
    schema: { hide: true },
    handler: async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const header = request.headers['x-hub-signature-256']
      const signedFor = findSigners(body, header?.toString(), await directory.list())
      if (signedFor === undefined) {
        onRefused()
        throw new PublicError(401, 'unauthenticated', 'The X-Hub-Signature-256 does not fit this body.')
      }
      await events.store({ body, signedFor })
      return reply.code(200).type('text/plain').send('OK')
    },
  })
}
