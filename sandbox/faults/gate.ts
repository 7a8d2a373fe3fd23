import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Sandbox } from '../context.ts'
import { GraphError } from '../graph/graph-error.ts'
import type { Fault } from './fault.ts'
import { subjectOf } from './subject.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The connection is dropped in place of the answer. */
    isAnswerDropped: boolean
  }
}

/** Lets the faults of the list change the answers of this app's routes. */
export const addFaultGate = (app: FastifyInstance, sandbox: Sandbox): void => {
  const { faults, state } = sandbox
  app.decorateRequest('isAnswerDropped', false)

  app.addHook('preHandler', async (request, reply) => {
    if (faults.list().length === 0) return
    const fault = faults.claimGate(subjectOf(state, request))
    if (!fault) return
    switch (fault.mode) {
      case 'error':
        throw injectedError(fault)
      case 'http':
        return reply
          .code(fault.status ?? 500)
          .header('content-type', 'text/html; charset=utf-8')
          .send('')
      case 'slow':
        await sleep(fault.delay_ms ?? 1000)
        return
      case 'hang':
        reply.hijack()
        return reply
      case 'reset_before':
        reply.hijack()
        request.raw.socket.resetAndDestroy()
        return reply
      case 'reset_after':
        request.isAnswerDropped = true
        return
    }
  })

  app.addHook('onSend', async (request, _reply, payload) => {
    if (request.isAnswerDropped) request.raw.socket.resetAndDestroy()
    return payload
  })
}

const injectedError = ({ code = 131000, status }: Fault): GraphError =>
  new GraphError(
    code,
    'The sandbox answers so because a fault asked for it.',
    status === undefined ? {} : { status },
  )
