/** Where a bulk send stands (public API, "Beyond the documentation"). Stopped is for good. */
export const BULK_STATUSES = ['planned', 'running', 'paused', 'stopped', 'done'] as const
export type BulkStatus = (typeof BULK_STATUSES)[number]

/** A person's word is only taken back by one; what else keeps a send from going on is looked at again. */
export type PausedBy = 'user' | 'number' | 'template' | 'attachment'

/** Where a planned recipient stands. Each is in exactly one of these. */
export const RECIPIENT_STATES = [
  'waiting',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
  'expired',
  'cancelled',
  'opted_out',
] as const
export type RecipientState = (typeof RECIPIENT_STATES)[number]

export type Counts = { planned: number } & Record<RecipientState, number>

export const countsOf = (planned: number, byState: Partial<Record<RecipientState, number>>): Counts =>
  Object.fromEntries([
    ['planned', planned],
    ...RECIPIENT_STATES.map((state) => [state, byState[state] ?? 0]),
  ]) as Counts

/** Nothing is waiting or on its way; of an *unknown* one it is not known whether it is. */
export const isOver = ({ waiting, unknown }: Counts): boolean => waiting + unknown === 0
