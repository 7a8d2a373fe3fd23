import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { OptOutItem } from '../../../src/opt-outs/item.ts'
import { call, callPage } from '../api/call.ts'
import type { OptOutSearch } from './address.ts'

export type OptOut = Static<typeof OptOutItem>

export const optOutsQuery = (search: OptOutSearch) =>
  infiniteQueryOptions({
    queryKey: ['opt-outs', search] as const,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      callPage<OptOut>('/opt-outs', {
        signal,
        query: { phone: search.phone, integration_id: search.number, limit: 50, cursor: pageParam },
      }),
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    // A number that is typed is wrong until it is whole.
    retry: false,
  })

export type NewOptOuts = { phones: string[]; reason?: string; integration_id?: number }

export const addOptOuts = (people: NewOptOuts) => call<OptOut[]>('POST', '/opt-outs', { json: people })

export const liftOptOut = (id: number) => call<void>('DELETE', `/opt-outs/${id}`)
