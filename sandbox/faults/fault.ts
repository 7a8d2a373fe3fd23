/** What a fault does (see README, faults). */
export const faultModes = [
  'error',
  'http',
  'slow',
  'hang',
  'reset_before',
  'reset_after',
  'failed',
  'no_webhook',
  'duplicate_webhook',
  'shuffle_webhooks',
] as const

export type FaultMode = (typeof faultModes)[number]

/** Those that change the answer to a request; the others change what follows an accepted message. */
export const gateModes: ReadonlySet<FaultMode> = new Set([
  'error',
  'http',
  'slow',
  'hang',
  'reset_before',
  'reset_after',
])

export type Fault = {
  match: { to?: string; path?: string; phone_number_id?: string }
  /** How many more requests it meets. */
  times: number
  mode: FaultMode
  code?: number
  status?: number
  delay_ms?: number
}

/** What a fault is compared with. */
export type FaultSubject = {
  /** Path without query. */
  path: string
  /** A send of a message, as against a read mark or any other call. */
  isSend: boolean
  /** Digits or user id. */
  to?: string
  phoneNumberId?: string
}
