import type { FastifyInstance } from 'fastify'
import type { Sandbox } from '../context.ts'
import { GraphError } from '../graph/graph-error.ts'
import { addPhoneRoutes } from '../phone/routes.ts'
import { addReceiverControl } from '../receiver/routes.ts'
import { addControlApp } from './app.ts'
import { ControlError } from './control-error.ts'
import { addCredentials } from './credentials.ts'
import { addDescription } from './describe.ts'
import { addFaults } from './faults.ts'
import { addInbound } from './inbound.ts'
import { addControlMessages } from './messages.ts'
import { addControlNumbers } from './numbers.ts'
import { addSettings } from './settings.ts'
import { addStats } from './stats.ts'
import { addControlTemplates } from './templates.ts'

const statusOf = (error: unknown): number => {
  if (error instanceof ControlError || error instanceof GraphError) return error.status
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number')
    return error.statusCode
  return 500
}

/** Everything under `/_sandbox`, with errors as `{"error":{"message"}}`. */
export const addControlRoutes = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.setErrorHandler((error, _request, reply) => {
    const status = statusOf(error)
    const message = error instanceof Error ? error.message : String(error)
    if (status >= 500) sandbox.log(`A call to /_sandbox went wrong: ${message}`)
    const details = error instanceof GraphError ? (error.details ?? message) : message
    return reply.code(status).send({ error: { message: status >= 500 ? 'Something went wrong.' : details } })
  })
  app.all('/_sandbox/*', async (request) => {
    throw new ControlError(
      `There is no ${request.method} ${request.url.split('?', 1)[0]} here; GET /_sandbox lists the calls.`,
      404,
    )
  })
  for (const add of [
    addDescription,
    addCredentials,
    addControlMessages,
    addInbound,
    addFaults,
    addSettings,
    addStats,
    addControlTemplates,
    addControlNumbers,
    addControlApp,
    addPhoneRoutes,
    addReceiverControl,
  ]) {
    add(app, sandbox)
  }
}
