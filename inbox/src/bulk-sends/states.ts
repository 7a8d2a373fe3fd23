import type { BulkSend, RecipientState } from './queries.ts'

/** Beside each colour stands its word. */
export const STATE_COLORS: Record<RecipientState, string> = {
  read: 'masa.7',
  delivered: 'teal.4',
  sent: 'blue.5',
  accepted: 'blue.3',
  waiting: 'gray.4',
  unknown: 'yellow.5',
  failed: 'red.6',
  expired: 'orange.5',
  cancelled: 'gray.6',
  opted_out: 'violet.4',
}

export const STATUS_COLORS: Record<BulkSend['status'], string> = {
  planned: 'blue',
  running: 'green',
  paused: 'orange',
  stopped: 'gray',
  done: 'gray',
}

/** What may still be done to a send in its state (src/bulk/change.ts). */
export const verbsOf = ({ status, counts }: Pick<BulkSend, 'status' | 'counts'>) => ({
  pause: status === 'planned' || status === 'running',
  resume: status === 'paused',
  stop: status === 'planned' || status === 'running' || status === 'paused',
  'retry-failed': status !== 'stopped' && counts.failed > 0,
})
export type Verb = keyof ReturnType<typeof verbsOf>

/** How many of a send's recipients are not waiting any more. */
export const handled = ({ planned, waiting }: BulkSend['counts']): number => planned - waiting
