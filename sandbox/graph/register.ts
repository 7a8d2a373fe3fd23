import type { FastifyInstance } from 'fastify'
import { commit, type Sandbox } from '../context.ts'
import { allParameters } from '../http/body.ts'
import type { PhoneNumber } from '../state/state.ts'
import { GraphError, invalidParameter } from './graph-error.ts'
import { selectNumber } from './objects.ts'

type WithId = { Params: { id: string } }

/** Six digits. The first that a number is registered with is its PIN from then on (133005 for another). */
const readPin = (number: PhoneNumber, parameters: Record<string, unknown>): string => {
  if (parameters['messaging_product'] !== 'whatsapp') {
    throw invalidParameter('The parameter messaging_product is required and must be "whatsapp".')
  }
  const pin = String(parameters['pin'] ?? '')
  if (!/^\d{6}$/.test(pin)) throw invalidParameter('Param pin must be 6 digits.')
  if (number.pin !== undefined && number.pin !== pin) {
    throw new GraphError(133005, 'The PIN is not the one that this number was registered with.')
  }
  return pin
}

/** `POST /{phone-number-id}/register` and `/deregister`. */
export const addRegister = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.post<WithId>('/:id/register', async (request) => {
    const number = selectNumber(sandbox.state, request.params.id, 'POST')
    const pin = readPin(number, allParameters(request))
    commit(sandbox, { t: 'number', number: { ...number, pin, isRegistered: true } })
    await sandbox.journal.written()
    return { success: true }
  })

  app.post<WithId>('/:id/deregister', async (request) => {
    const number = selectNumber(sandbox.state, request.params.id, 'POST')
    if (!number.isRegistered) throw new GraphError(133010)
    commit(sandbox, { t: 'number', number: { ...number, isRegistered: false } })
    await sandbox.journal.written()
    return { success: true }
  })
}
