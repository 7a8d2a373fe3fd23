import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { commit, type Sandbox } from '../context.ts'
import { readBody } from '../control/read-body.ts'
import type { ReceiverSecrets } from '../state/state.ts'
import { findDoubt } from './verify-delivery.ts'

/** More of a body is not shown: the page is to read in. */
const shownBytes = 64 * 1024

/** `whsec_` and base64 of 24 to 64 bytes (Standard Webhooks, secrets). */
const secret = Type.String({ pattern: '^whsec_[A-Za-z0-9+/]{32,88}={0,2}$' })
const strict = { additionalProperties: false }
const allSchema = Type.Object({ secrets: Type.Array(secret, { maxItems: 20 }) }, strict)
const oneSchema = Type.Object({ secret }, strict)

const listSecrets = ({ state: { receiverSecrets } }: Sandbox): string[] => [
  ...new Set([...receiverSecrets.given, ...receiverSecrets.pasted]),
]

/** Those that say something of this request; names are in small letters. */
const readHeaders = ({ headers }: FastifyRequest): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

/** `POST /receiver`: a made-up shop's program, which gets what the server tells its customers' programs. */
export const addReceiver = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: FastifyRequest, body: Buffer) => body)
  app.post('/receiver', async (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const headers = readHeaders(request)
    const doubt = findDoubt(listSecrets(sandbox), body, headers)
    // Before it knows a secret the shop cannot tell, and takes what comes.
    const status = doubt === null || doubt === 'no_secret' ? 200 : 401
    const shown = { at: sandbox.now(), status, doubt, headers, body: body.toString('utf8', 0, shownBytes) }
    sandbox.feed.deliver(sandbox.deliveries.add(shown))
    return reply.code(status).send({ ok: status === 200 })
  })
}

/** `/_sandbox/receiver`: the secrets that it checks with, and what it got. */
export const addReceiverControl = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.get('/_sandbox/receiver', async () => ({
    url: `${sandbox.baseUrl()}/receiver`,
    secrets: listSecrets(sandbox),
    deliveries: sandbox.deliveries.list(),
  }))

  const keep = async (secrets: ReceiverSecrets): Promise<{ secrets: string[] }> => {
    commit(sandbox, { t: 'receiver-secrets', secrets })
    await sandbox.journal.written()
    return { secrets: listSecrets(sandbox) }
  }

  // The list takes the place of the one before; what was pasted stays.
  app.put('/_sandbox/receiver', async (request) => {
    const { secrets: given } = readBody(allSchema, request)
    return keep({ ...sandbox.state.receiverSecrets, given })
  })

  app.post('/_sandbox/receiver', async (request) => {
    const { given, pasted } = sandbox.state.receiverSecrets
    return keep({ given, pasted: [...pasted, readBody(oneSchema, request).secret] })
  })

  app.delete('/_sandbox/receiver', async () => {
    sandbox.deliveries.clear()
    return { success: true }
  })
}
