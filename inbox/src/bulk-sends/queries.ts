import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { BulkSendItem } from '../../../src/bulk/item.ts'
import type { RecipientItem } from '../../../src/bulk/recipient-item.ts'
import { call, callPage } from '../api/call.ts'

export type BulkSend = BulkSendItem
export type Recipient = Static<typeof RecipientItem>
export type RecipientState = Recipient['state']

/** In the order in which they are told: what went well, what is on its way, what did not. */
export const STATES: readonly RecipientState[] = [
  'read',
  'delivered',
  'sent',
  'accepted',
  'waiting',
  'unknown',
  'failed',
  'expired',
  'cancelled',
  'opted_out',
]

export const bulkPath = (integrationId: number, bulkId?: number): string =>
  `/integrations/${integrationId}/bulk-sends${bulkId === undefined ? '' : `/${bulkId}`}`

// What the stream tells of a bulk send reads all of these anew (live/apply.ts).
export const bulkSendsQuery = (integrationId: number) =>
  infiniteQueryOptions({
    queryKey: ['bulk-sends', integrationId, 'list'] as const,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      callPage<BulkSend>(bulkPath(integrationId), { signal, query: { limit: 30, cursor: pageParam } }),
    getNextPageParam: ({ next }) => next,
  })

export const bulkSendQuery = (integrationId: number, bulkId: number) =>
  queryOptions({
    queryKey: ['bulk-sends', integrationId, bulkId] as const,
    queryFn: () => call<BulkSend>('GET', bulkPath(integrationId, bulkId)),
  })

export const recipientsQuery = (integrationId: number, bulkId: number, state: RecipientState | undefined) =>
  infiniteQueryOptions({
    queryKey: ['bulk-sends', integrationId, bulkId, 'recipients', state ?? 'all'] as const,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      callPage<Recipient>(`${bulkPath(integrationId, bulkId)}/recipients`, {
        signal,
        query: { state, limit: 50, cursor: pageParam },
      }),
    getNextPageParam: ({ next }) => next,
  })
