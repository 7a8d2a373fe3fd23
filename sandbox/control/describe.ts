import type { FastifyInstance } from 'fastify'
import type { Sandbox } from '../context.ts'

/** `GET /_sandbox`: what there is, in plain text. */
export const addDescription = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.get('/_sandbox', async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send(describe(sandbox)),
  )
}

const describe = (
  sandbox: Sandbox,
): string => `A WhatsApp of one's own: this speaks the Cloud API on this machine, for trying things out and for tests.
No message leaves it.

Base URL of the Graph API: ${sandbox.baseUrl()}/v25.0
The customers' phones:     ${sandbox.baseUrl()}/
A shop's webhooks:         ${sandbox.baseUrl()}/receiver

GET    /_sandbox/credentials                     what a program needs to use it
GET    /_sandbox/messages?to=&since=&limit=      what was accepted
DELETE /_sandbox/messages                        start clean
POST   /_sandbox/inbound                         a customer writes
GET    /_sandbox/faults   POST   DELETE          what is to go wrong
GET    /_sandbox/settings PUT                    times and rules
POST   /_sandbox/templates                       another status or quality of a template
POST   /_sandbox/numbers                         another quality, limit or status of a number
GET    /_sandbox/app      PUT                    the app's secret, token, scopes, fields and clock
GET    /_sandbox/receiver PUT    POST  DELETE    what the shop got, and the secrets it checks with
GET    /_sandbox/stats                           counts
`
