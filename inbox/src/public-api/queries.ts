import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { KeyItem } from '../../../src/accounts/key-item.ts'
import type { DeliveryItem } from '../../../src/webhooks/delivery-item.ts'
import type { EndpointItem } from '../../../src/webhooks/endpoint-item.ts'
import type { WebhookEvent } from '../../../src/webhooks/payloads/kinds.ts'
import { call, callAll, callPage } from '../api/call.ts'
import type { DeliverySearch } from './address.ts'

export type Key = Static<typeof KeyItem>
export type Endpoint = Static<typeof EndpointItem>
export type Delivery = Static<typeof DeliveryItem>
export type WholeDelivery = Delivery & { request_body: string }

export const SCOPES = ['read', 'send', 'manage'] as const
export type Scope = (typeof SCOPES)[number]

export const EVENTS = [
  'message.received',
  'message.status',
  'template.status',
  'integration.status',
] as const satisfies WebhookEvent[]

/** An endpoint's place: its id is its number's own. */
export type Place = { numberId: number; webhookId: number }

const webhooksPath = (numberId: number) => `/integrations/${numberId}/webhooks`
const pathOf = ({ numberId, webhookId }: Place) => `${webhooksPath(numberId)}/${webhookId}`

export const keysQuery = (numberId: number) =>
  queryOptions({
    queryKey: ['keys', numberId] as const,
    queryFn: () => callAll<Key>(`/integrations/${numberId}/keys`),
  })

export type KeyChoice = { name: string; scopes: Scope[]; expires_at?: string }

export const createKey = (numberId: number, choice: KeyChoice) =>
  call<Key & { key: string }>('POST', `/integrations/${numberId}/keys`, { json: choice })

export const revokeKey = (numberId: number, keyId: number) =>
  call<void>('DELETE', `/integrations/${numberId}/keys/${keyId}`)

export const endpointsQuery = (numberId: number) =>
  queryOptions({
    queryKey: ['webhooks', numberId] as const,
    queryFn: () => callAll<Endpoint>(webhooksPath(numberId)),
  })

export const endpointQuery = (place: Place) =>
  queryOptions({
    queryKey: ['webhooks', place.numberId, place.webhookId] as const,
    queryFn: () => call<Endpoint>('GET', pathOf(place)),
  })

/** `token`: "" for none, undefined to keep the one there is. */
export type EndpointChange = { url?: string; token?: string; events?: WebhookEvent[]; active?: boolean }
type WithSecret = Endpoint & { secret: string }

export const createEndpoint = (numberId: number, choice: EndpointChange) =>
  call<WithSecret>('POST', webhooksPath(numberId), { json: choice })

export const changeEndpoint = (place: Place, change: EndpointChange) =>
  call<Endpoint>('PUT', pathOf(place), { json: change })

export const deleteEndpoint = (place: Place) => call<void>('DELETE', pathOf(place))

export const rotateSecret = (place: Place) => call<WithSecret>('POST', `${pathOf(place)}/rotate-secret`)

export type TestResult = {
  response_status: number | null
  duration_ms: number
  response_body: string | null
  error: string | null
}

export const testEndpoint = (place: Place) => call<TestResult>('POST', `${pathOf(place)}/test`)

export type DeliveryFilter = Omit<DeliverySearch, 'delivery'>

/** No event tells of a delivery: while the log is open and short, it is read anew so often. */
const READ_AGAIN_MS = 4_000

export const deliveriesQuery = (place: Place, filter: DeliveryFilter) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', place.numberId, place.webhookId, filter] as const,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      callPage<Delivery>(`${pathOf(place)}/deliveries`, {
        signal,
        query: { ...filter, limit: 50, cursor: pageParam },
      }),
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 1) === 1 ? READ_AGAIN_MS : false),
  })

export const deliveryQuery = (place: Place, id: number) =>
  queryOptions({
    queryKey: ['delivery', place.numberId, place.webhookId, id] as const,
    queryFn: () => call<WholeDelivery>('GET', `${pathOf(place)}/deliveries/${id}`),
    refetchInterval: ({ state }) => (state.data?.next_attempt_at ? READ_AGAIN_MS : false),
  })

export const replayDelivery = (place: Place, id: number) =>
  call<{ replayed: number }>('POST', `${pathOf(place)}/deliveries/${id}/replay`)

export const replayDeliveries = (place: Place, range: DeliveryFilter) =>
  call<{ replayed: number }>('POST', `${pathOf(place)}/replay`, { json: range })
