import { toMessageError } from '../messages/graph-failure.ts'
import { type MessageError, OWN_ERRORS } from '../messages/own-errors.ts'
import { classify, type ErrorRow, type ErrorScope } from '../whatsapp/error-codes.ts'
import type { Rejected } from '../whatsapp/graph-answer.ts'
import type { SendOutcome } from '../whatsapp/send-message.ts'
import type { NotSent } from '../whatsapp/transport-failure.ts'

/** What becomes of a message after an attempt, and what else has to slow down or stop. */
export type Decision = {
  end:
    | { end: 'accepted'; wamid: string; waId?: string }
    | { end: 'retry'; afterMs: number; error: MessageError }
    | { end: 'failed'; error: MessageError }
    | { end: 'unknown'; error: MessageError }
  slowDown?: { scope: ErrorScope; pauseMs: number }
  stop?: { what: 'number' | 'template'; error: MessageError }
}

const SECOND = 1_000
const HOUR = 3_600_000

/** Attempts of one message when the table names no number: an hour with the pauses below. */
const MAX_RETRIES = 20
const MAX_PAUSE_MS = 300 * SECOND
/** Attempts while nothing gets through at all: a day, since then none of them can have been received. */
const MAX_UNREACHED = 300
/** Pauses of 4^n seconds: 1, 4, 16 … up to an hour; seven of them are five hours. */
const MAX_PAIR_RETRIES = 8
const MAX_DEFERRALS = 5

/**
 * Decides by the kind of the outcome and the class of `error.code` (Cloud API, error codes; promises 7, 10).
 * `attempts` counts this one; `random` is from 0 to 1 and spreads the pauses by a quarter either way, so that
 * messages that failed together do not come back together.
 */
export const decide = (outcome: SendOutcome, attempts: number, random: number): Decision => {
  switch (outcome.kind) {
    case 'accepted':
      return { end: { end: 'accepted', wamid: outcome.wamid, waId: outcome.waId } }
    case 'unknown':
      return {
        end: {
          end: 'unknown',
          error: {
            ...OWN_ERRORS.outcomeUnknown,
            details: `${OWN_ERRORS.outcomeUnknown.details} (${outcome.detail})`,
          },
        },
      }
    case 'not_sent':
      return afterNotSent(outcome, attempts, random)
    case 'rejected':
      return afterRejection(outcome, attempts, random)
  }
}

const jitter = (pauseMs: number, random: number): number => Math.round(pauseMs * (0.75 + random / 2))

const backOff = (attempts: number): number => Math.min(MAX_PAUSE_MS, SECOND * 2 ** Math.min(attempts - 1, 20))

const afterNotSent = ({ reason, detail }: NotSent, attempts: number, random: number): Decision => {
  const error = { ...OWN_ERRORS.notReached, details: `The request never left: ${detail}` }
  const isHopeless =
    reason === 'invalid_request' || reason === 'forbidden_host' || reason === 'file_unreadable'
  if (isHopeless || attempts > MAX_UNREACHED) return { end: { end: 'failed', error } }
  return {
    end: { end: 'retry', afterMs: jitter(backOff(attempts), random), error },
    // One number's messages all meet the same closed door: there is no use in trying them at full pace.
    slowDown: { scope: 'number', pauseMs: SECOND },
  }
}

const afterRejection = (
  { error: graphError, httpStatus }: Rejected,
  attempts: number,
  random: number,
): Decision => {
  const row = classify(graphError, httpStatus)
  const error = toMessageError(graphError, row)
  const failed: Decision = { end: { end: 'failed', error } }
  const again = (pauseMs: number, maxRetries: number): Decision =>
    attempts > maxRetries ? failed : { end: { end: 'retry', afterMs: jitter(pauseMs, random), error } }

  switch (row.class) {
    case 'retry':
      return {
        ...again(Math.max(row.waitMs ?? 0, backOff(attempts)), row.maxRetries ?? MAX_RETRIES),
        ...throttleOf(row),
      }
    case 'retry_once':
      return again(backOff(attempts), 1)
    case 'pair':
      return again(Math.min(HOUR, SECOND * 4 ** (attempts - 1)), MAX_PAIR_RETRIES)
    case 'defer':
      return {
        ...again((row.waitMs ?? HOUR) * attempts, row.maxRetries ?? MAX_DEFERRALS),
        ...throttleOf(row),
      }
    case 'permanent':
      return failed
    case 'stop_number':
      // The message itself is in order: it goes out when the number works again.
      return { end: { end: 'retry', afterMs: 0, error }, stop: { what: 'number', error } }
    case 'stop_template':
      return { ...failed, stop: { what: 'template', error } }
  }
}

const throttleOf = ({ scope, waitMs }: ErrorRow): Pick<Decision, 'slowDown'> =>
  scope === 'number' || scope === 'waba' || scope === 'app'
    ? { slowDown: { scope, pauseMs: waitMs ?? SECOND } }
    : {}
