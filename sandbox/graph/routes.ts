import type { FastifyInstance } from 'fastify'
import { type Sandbox, selectInstallation } from '../context.ts'
import { addFaultGate } from '../faults/gate.ts'
import { countRejection } from '../stats.ts'
import { addAppSubscriptions } from './app-subscriptions.ts'
import { authenticate } from './authenticate.ts'
import { addBusinessProfile } from './business-profile.ts'
import { addDebugToken } from './debug-token.ts'
import { addDownloadMedia } from './download-media.ts'
import { encodeGraphError, GraphError, unknownObject } from './graph-error.ts'
import { addMessageTemplates } from './message-templates.ts'
import { addNode } from './node.ts'
import { addPhoneNumbers } from './phone-numbers.ts'
import { addRegister } from './register.ts'
import { addSendMessage } from './send-message.ts'
import { addSubscribedApps } from './subscribed-apps.ts'
import { addTemplateSamples } from './template-samples.ts'
import { addUploadMedia } from './upload-media.ts'
import { addUploads } from './uploads.ts'

/** What Fastify itself refuses (a body too long, a form that ends early) as the Graph API would say it. */
const asGraphError = (error: unknown, log: (line: string) => void): GraphError => {
  if (error instanceof GraphError) return error
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  const message = error instanceof Error ? error.message : String(error)
  if (status < 500)
    return new GraphError(100, message, { message: `(#100) ${message}`, status: status === 413 ? 413 : 400 })
  log(`A call to the Graph API went wrong: ${error instanceof Error ? error.stack : message}`)
  return new GraphError(131000)
}

/** The Graph API, with its authentication, its headers, its errors and the faults that were asked for. */
export const addGraphRoutes = (app: FastifyInstance, sandbox: Sandbox): void => {
  const answerError = (error: unknown) => {
    const graphError = asGraphError(error, sandbox.log)
    countRejection(sandbox.stats, graphError.code)
    return graphError
  }
  app.setErrorHandler((error, _request, reply) => {
    const graphError = answerError(error)
    return reply.code(graphError.status).send(encodeGraphError(graphError))
  })
  app.setNotFoundHandler((request, reply) => {
    const graphError = answerError(unknownObject(request.method, request.url.split(/[/?]/)[1] ?? ''))
    return reply.code(graphError.status).send(encodeGraphError(graphError))
  })

  addTemplateSamples(app, sandbox)
  app.register(async (scope) => {
    addUsageHeaders(scope, sandbox)
    scope.addHook('onRequest', async (request) => authenticate(sandbox, request))
    addFaultGate(scope, sandbox)
    for (const add of [
      addSendMessage,
      addUploadMedia,
      addDownloadMedia,
      addUploads,
      addMessageTemplates,
      addPhoneNumbers,
      addSubscribedApps,
      addAppSubscriptions,
      addRegister,
      addBusinessProfile,
      addDebugToken,
      addNode,
    ]) {
      add(scope, sandbox)
    }
  })
}

/** Graph API, usage headers: always far from the limits. */
const addUsageHeaders = (app: FastifyInstance, { state, now }: Sandbox): void => {
  const usage = (type: string) => ({
    type,
    call_count: 1,
    total_cputime: 1,
    total_time: 1,
    estimated_time_to_regain_access: 0,
  })
  const app_usage = JSON.stringify({ call_count: 0, total_cputime: 0, total_time: 0 })
  let account_usage: string | undefined
  app.addHook('onRequest', async (_request, reply) => {
    account_usage ??= JSON.stringify({
      [selectInstallation(state).wabaId]: [usage('whatsapp'), usage('whatsapp_business_management')],
    })
    reply.header('x-app-usage', app_usage)
    const { clockAheadMs } = state.app
    if (clockAheadMs !== 0) reply.header('date', new Date(now() + clockAheadMs).toUTCString())
    reply.header('x-business-use-case-usage', account_usage)
  })
}
