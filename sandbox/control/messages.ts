import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { commit, type Sandbox } from '../context.ts'
import { statusNames } from '../messages/plan.ts'
import { isUserId } from '../phone-number.ts'
import { unpackText } from '../state/packed-text.ts'
import { keptMessages, type OutboundMessage } from '../state/state.ts'
import { resetStats } from '../stats.ts'
import { encodeFailure } from '../webhooks/status.ts'
import { ControlError } from './control-error.ts'

type Query = { to?: string; since?: string; limit?: string }

const messagesPerChunk = 500

const encodeStatuses = (message: OutboundMessage, now: number): string => {
  const told = message.plan.flatMap((ms, place) => {
    const at = message.at + ms
    if (ms < 0 || at > now) return []
    const errors = place === 3 && message.failure ? { errors: [encodeFailure(message.failure)] } : {}
    const isTaken = (message.acknowledged & (1 << place)) !== 0
    return [{ status: statusNames[place], at: new Date(at).toISOString(), webhook_taken: isTaken, ...errors }]
  })
  return JSON.stringify(told)
}

/** One accepted message; its body goes in as it was received, without being parsed again. */
const encodeMessage = (message: OutboundMessage, now: number): string =>
  `{"id":"${message.id}","phone_number_id":"${message.numberId}","to":"${message.party}","at":"${new Date(message.at).toISOString()}","body":${unpackText(message.packedBody)},"statuses":${encodeStatuses(message, now)}}`

/** A JSON list in pieces of some hundred messages, so that a million of them are never one text. */
function* encodeList(messages: Iterable<OutboundMessage>, limit: number, now: number): Generator<string> {
  let count = 0
  let piece = '['
  for (const message of messages) {
    if (count === limit) break
    piece += (count === 0 ? '' : ',\n') + encodeMessage(message, now)
    count++
    if (count % messagesPerChunk !== 0) continue
    yield piece
    piece = ''
  }
  yield `${piece}]`
}

/** A time as ISO text, Unix milliseconds or Unix seconds. */
const readSince = (since: string | undefined): number => {
  if (since === undefined || since === '') return 0
  const number = Number(since)
  const ms = Number.isFinite(number) ? (number < 1e11 ? number * 1000 : number) : Date.parse(since)
  if (Number.isNaN(ms))
    throw new ControlError('since must be a time such as 2026-01-31T12:00:00.000Z, or Unix time.')
  return ms
}

const readLimit = (limit: string | undefined): number => {
  if (limit === undefined || limit === '') return keptMessages
  if (!/^\d+$/.test(limit) || Number(limit) < 1 || Number(limit) > keptMessages) {
    throw new ControlError(`limit must be a whole number from 1 to ${keptMessages}.`)
  }
  return Number(limit)
}

/** Digits, or a user id. */
const readParty = (to: string): string => {
  if (isUserId(to)) return to
  const digits = to.replace(/[\s+()-]/g, '')
  if (!/^\d+$/.test(digits)) throw new ControlError('to must be a phone number in digits.')
  return digits
}

/** `/_sandbox/messages`: what was accepted, oldest first; and starting clean. */
export const addControlMessages = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.get<{ Querystring: Query }>('/_sandbox/messages', async (request, reply) => {
    const { to, since, limit } = request.query
    const sinceMs = readSince(since)
    const { outbound } = sandbox.state
    const messages = to ? outbound.listOfParty(readParty(to), sinceMs) : outbound.list(sinceMs)
    reply.type('application/json; charset=utf-8')
    return reply.send(
      Readable.from(encodeList(messages, readLimit(limit), sandbox.now()), { objectMode: true }),
    )
  })

  // The list, the customers' messages and the counts are emptied. Statuses still to come do come: whoever
  // sent those messages waits for their end.
  app.delete('/_sandbox/messages', async () => {
    const { outbound, inbound } = sandbox.state
    const deleted = outbound.count()
    commit(sandbox, { t: 'clear', outbound: outbound.nextN() - 1, inbound: inbound.nextN() - 1 })
    resetStats(sandbox.stats)
    sandbox.feed.touchAll()
    await sandbox.journal.written()
    return { deleted }
  })
}
