import { infiniteQueryOptions, keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { HitItem } from '../../../src/search/hits.ts'
import type { TemplateItemSchema } from '../../../src/templates/item-schema.ts'
import { call, callAll, callPage, callPart } from '../api/call.ts'
import type {
  Chat,
  HistoryEntry,
  Integration,
  Message,
  Note,
  QuickResponse,
  Reason,
  Tag,
} from '../api/types.ts'
import type { Filter, View } from './address.ts'

/** A chat's place: its id is its number's own. */
export type ChatKey = { integrationId: number; chatId: number }

export const chatPath = ({ integrationId, chatId }: ChatKey): string =>
  `/integrations/${integrationId}/chats/${chatId}`

export const keyOf = ({ integration_id: integrationId, id: chatId }: Chat): ChatKey => ({
  integrationId,
  chatId,
})

export type ChatList = { view: View; filter: Filter }

const OF_VIEW = {
  mine: { state: 'active', assignee: 'me' },
  unassigned: { state: 'active', assignee: 'none' },
  all: { state: 'active' },
  archived: { state: 'archived' },
} as const

export const chatsQuery = ({ view, filter }: ChatList) =>
  infiniteQueryOptions({
    queryKey: ['chats', { view, filter }] as const,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const { number, agent, unread, ...rest } = filter
      return callPage<Chat>('/chats', {
        signal,
        query: {
          ...(agent !== undefined && { assignee: agent }),
          ...OF_VIEW[view],
          ...rest,
          integration_id: number,
          unread: unread || undefined,
          limit: 50,
          cursor: pageParam,
        },
      })
    },
    getNextPageParam: ({ next }) => next,
  })

export type Hit = HitItem
export type Found = { total: number; is_capped: boolean; hits: Hit[] }

/** What was ever written, with all numbers and in both states: of the filters, only number and time are looked at. */
export const hitsQuery = ({ q = '', number, from, to }: Filter) =>
  infiniteQueryOptions({
    queryKey: ['search', { q, number, from, to }] as const,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      callPart<Found>('/search', {
        signal,
        query: { q, integration_id: number, from, to, limit: 30, cursor: pageParam },
      }),
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    // What is found stands while it is read; whoever looks for it again gets what has come since.
    staleTime: 0,
    // What is typed may have no word in it yet, which the server says at once.
    retry: false,
  })

export const chatQuery = (key: ChatKey) =>
  queryOptions({
    queryKey: ['chat', key.integrationId, key.chatId] as const,
    queryFn: () => call<Chat>('GET', chatPath(key)),
  })

const MESSAGES_A_PAGE = 40

/** Where a part of a chat is: it is the newest, or at a cursor, or around a message. */
export type MessagesPlace = { cursor?: string; around?: string }

export const callMessages = (key: ChatKey, place: MessagesPlace, signal?: AbortSignal) =>
  callPage<Message>(`${chatPath(key)}/messages`, {
    ...(signal && { signal }),
    query: { limit: MESSAGES_A_PAGE, ...place },
  })

/** Newest first; what is newer than the first part is before it where the chat was opened in its middle. */
export const messagesQuery = (key: ChatKey) =>
  infiniteQueryOptions({
    queryKey: ['messages', key.integrationId, key.chatId] as const,
    initialPageParam: {} as MessagesPlace,
    queryFn: ({ pageParam, signal }) => callMessages(key, pageParam, signal),
    getNextPageParam: ({ next }) => (next === undefined ? undefined : { cursor: next }),
    getPreviousPageParam: ({ prev }) => (prev === undefined ? undefined : { cursor: prev }),
  })

export const notesQuery = (key: ChatKey) =>
  queryOptions({
    queryKey: ['notes', key.integrationId, key.chatId] as const,
    queryFn: () => callAll<Note>(`${chatPath(key)}/notes`, { limit: 100 }),
  })

export const historyQuery = (key: ChatKey) =>
  queryOptions({
    queryKey: ['history', key.integrationId, key.chatId] as const,
    queryFn: () => callAll<HistoryEntry>(`${chatPath(key)}/history`, { limit: 100 }),
  })

export const integrationsQuery = queryOptions({
  queryKey: ['integrations'],
  queryFn: () => callAll<Integration>('/integrations'),
})

export const tagsQuery = queryOptions({ queryKey: ['tags'], queryFn: () => call<Tag[]>('GET', '/tags') })

export const reasonsQuery = queryOptions({
  queryKey: ['closing_reasons'],
  queryFn: () => call<Reason[]>('GET', '/closing-reasons'),
})

export const quickResponsesQuery = queryOptions({
  queryKey: ['quick_responses'],
  queryFn: () => call<QuickResponse[]>('GET', '/quick-responses'),
})

export type Template = Static<typeof TemplateItemSchema>
export type Translation = Template['translations'][number]

export const templatesQuery = (integrationId: number) =>
  queryOptions({
    queryKey: ['templates', integrationId] as const,
    queryFn: () => callAll<Template>(`/integrations/${integrationId}/conversations/templates`),
  })

/** Where a file of a message is served. */
export const mediaUrl = (integrationId: number, mediaId: string): string =>
  `/v1/integrations/${integrationId}/conversations/messages/media/${encodeURIComponent(mediaId)}`

export const useIntegrations = () => useQuery(integrationsQuery)
