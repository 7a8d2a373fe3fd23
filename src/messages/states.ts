/**
 * Where a message stands. `queued` covers *sending* in the table of messages (the queue's row tells which);
 * `received` is the only state of an inbound message.
 */
export type MessageState =
  | 'queued'
  | 'accepted'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'failed'
  | 'unknown'
  | 'expired'
  | 'cancelled'
  | 'received'

/** What Meta can tell of a message. `played` (a voice message heard) counts as read. */
export type Evidence = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed'

/**
 * One order over all states, so that the same evidence in any order and any number of times ends in the same
 * state (Cloud API, webhooks, statuses: late, double, out of order, `delivered` skipped). `failed` stands
 * below `delivered`: a failure told after a delivery is history. What Masa ended by itself stands below all
 * that Meta tells, since then the message went out after all.
 */
const RANK: Record<MessageState, number> = {
  queued: 0,
  expired: 1,
  cancelled: 1,
  unknown: 2,
  accepted: 3,
  sent: 4,
  failed: 5,
  delivered: 6,
  read: 7,
  received: 8,
}

/** A failure that Masa concluded from silence; any word of Meta's overrules it. */
const FAILED_BY_SILENCE = RANK.unknown

/** The state after `evidence` has come in. `isFailedBySilence`: the failure was Masa's own conclusion. */
export const advance = (state: MessageState, evidence: Evidence, isFailedBySilence = false): MessageState => {
  const rank = state === 'failed' && isFailedBySilence ? FAILED_BY_SILENCE : RANK[state]
  return RANK[evidence] > rank ? evidence : state
}

/** True while the queue may hold a row of the message: it has neither an end nor Meta's acceptance. */
export const isUnsettled = (state: MessageState): boolean => state === 'queued' || state === 'unknown'
