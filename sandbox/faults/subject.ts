import type { FastifyRequest } from 'fastify'
import { bodyFields } from '../http/body.ts'
import { findRecipientDigits } from '../phone-number.ts'
import type { State } from '../state/state.ts'
import type { FaultSubject } from './fault.ts'

const pathOf = (url: string): string => url.split('?', 1)[0]!

/** What a fault can be matched with in a request to the Graph API. */
export const subjectOf = (state: State, request: FastifyRequest): FaultSubject => {
  const path = pathOf(request.originalUrl)
  const number = state.numbers.get((request.params as { id?: string }).id ?? '')
  const body = bodyFields(request)
  const isSend = request.method === 'POST' && path.endsWith('/messages') && body['status'] === undefined
  const to = body['to'] ?? body['recipient']
  return {
    path,
    isSend,
    ...(number && { phoneNumberId: number.id }),
    ...(to !== undefined && { to: findRecipientDigits(String(to), number?.countryCode ?? '') ?? String(to) }),
  }
}
