import { queryOptions } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import type { AutoReplies } from '../api/types.ts'

export const KINDS = ['welcome', 'out_of_hours', 'nobody_online'] as const
export type Kind = (typeof KINDS)[number]

/** What a text of these may name (src/auto-replies/check.ts): nobody of the team writes it. */
export const REPLY_VARIABLES = ['contact.name', 'contact.phone', 'number.name'] as const

export const autoRepliesPath = (integrationId: number): string =>
  `/integrations/${integrationId}/auto-replies`

export const autoRepliesQuery = (integrationId: number) =>
  queryOptions({
    queryKey: ['auto_replies', integrationId] as const,
    queryFn: () => call<AutoReplies>('GET', autoRepliesPath(integrationId)),
  })
