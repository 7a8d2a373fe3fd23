import { infiniteQueryOptions } from '@tanstack/react-query'
import { callPage } from '../api/call.ts'
import type { AuditEntry } from '../api/types.ts'

/** What narrows the log down; days as the viewer's calendar has them, such as `2026-03-31`, both in. */
export type AuditFilter = { actor: string; action: string; from: string; to: string }

export const auditQuery = ({ actor, action, from, to }: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit-log', { actor, action, from, to }] as const,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      callPage<AuditEntry>('/audit-log', {
        signal,
        query: {
          actor,
          action,
          from: from && new Date(`${from}T00:00:00`).toISOString(),
          to: to && new Date(`${to}T23:59:59.999`).toISOString(),
          limit: 50,
          cursor: pageParam,
        },
      }),
    getNextPageParam: ({ next }) => next,
    // No event tells of what is new in it.
    staleTime: 0,
  })
