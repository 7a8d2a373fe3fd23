import { OWN_ERRORS } from '../messages/own-errors.ts'
import type { ErrorTableRow } from '../whatsapp/error-codes.ts'
import { errorTable } from '../whatsapp/error-table.ts'

/** A code with which a message can fail, as the tables show it. */
export type FailureCode = {
  /** `131047`, or `200–299`. */
  code: string
  /** Its anchor in the page. */
  id: string
  title: string
  details?: string
  whatToDo: string
  /** What this server does about it by itself. */
  reaction: string
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** `90 seconds`, `10 minutes`, `1 hour`. */
const describeTime = (ms: number): string => {
  const [unitMs, unit] = ms >= HOUR ? [HOUR, 'hour'] : ms >= MINUTE ? [MINUTE, 'minute'] : [1_000, 'second']
  const count = Math.ceil(ms / unitMs)
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`
}

const AT_FAULT: Record<string, string> = { waba: 'account', app: 'app', token: 'token' }

/** In words what the class of a row stands for (see ErrorClass). */
const describeReaction = ({ class: kind, scope, waitMs, maxRetries }: ErrorTableRow): string => {
  const pause = waitMs === undefined ? '' : `, after ${describeTime(waitMs)} at the earliest`
  switch (kind) {
    case 'retry':
      return `Tries again with growing pauses${pause}${maxRetries === undefined ? '' : `, ${maxRetries} times at most`}.`
    case 'retry_once':
      return 'Tries once more.'
    case 'pair':
      return 'Holds back messages to this person only, and tries again with growing pauses.'
    case 'defer':
      return `Tries again later${pause}.`
    case 'permanent':
      return 'Ends the message as failed.'
    case 'stop_number':
      return `Suspends the number${AT_FAULT[scope] ? `, as its ${AT_FAULT[scope]} is at fault` : ''}. Its messages stay queued until it is activated again.`
    case 'stop_template':
      return 'Ends the message as failed, and refuses further sends of the template until it is active again.'
  }
}

/** Codes of Meta's, from the table that decides what is done about them. */
export const META_FAILURES: readonly FailureCode[] = errorTable.map((row) => ({
  code: row.lastCode === undefined ? String(row.code) : `${row.code}–${row.lastCode}`,
  id: `code-${row.code}`,
  title: row.title,
  whatToDo: row.whatToDo,
  reaction: describeReaction(row),
}))

const OWN_REACTIONS: Record<keyof typeof OWN_ERRORS, string> = {
  expired: 'Ends the message as expired. Nothing was sent.',
  cancelled: 'Ends the message as cancelled. Nothing was sent.',
  outcomeUnknown: 'Holds the message as unknown until a status settles it. Never sends it again blindly.',
  noStatus: 'Ends the message as failed, unless the operator chose to send such messages again.',
  attachmentFailed: 'Ends the message as failed.',
  notReached: 'Ends the message as failed.',
  optedOut: 'Ends marketing messages to the person as failed. Nothing was sent.',
}

/** Codes of this server's own. */
export const OWN_FAILURES: readonly FailureCode[] = Object.entries(OWN_ERRORS).map(([name, error]) => ({
  code: String(error.code),
  id: `code-${error.code}`,
  title: error.title,
  details: error.details,
  whatToDo: error.what_to_do,
  reaction: OWN_REACTIONS[name as keyof typeof OWN_ERRORS],
}))
