import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { ContactItem, ContactProfile } from '../../../src/contacts/item.ts'
import type { ErasureItem } from '../../../src/erasures/item.ts'
import { call, callPage } from '../api/call.ts'
import type { ContactsSearch } from './address.ts'

export type Contact = Static<typeof ContactItem>
export type ContactDetails = Static<typeof ContactProfile>
export type Erasure = Static<typeof ErasureItem>

export const contactsQuery = ({ q, tag, number, opted_out }: ContactsSearch) =>
  infiniteQueryOptions({
    queryKey: ['contacts', 'list', { q, tag, number, opted_out }] as const,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      callPage<Contact>('/contacts', {
        signal,
        query: { q, tag, integration_id: number, opted_out, limit: 50, cursor: pageParam },
      }),
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    // What is typed may have no word in it yet, which the server says at once.
    retry: false,
  })

export const contactQuery = (id: number) =>
  queryOptions({
    queryKey: ['contacts', id] as const,
    queryFn: () => call<ContactDetails>('GET', `/contacts/${id}`),
  })

export const changeContact = (id: number, change: { name: string; notes: string }) =>
  call<ContactDetails>('PUT', `/contacts/${id}`, { json: change })

/** Answers the contact that stays. Nobody to merge into is told as a field that is wrong. */
export const mergeContact = (id: number, into: number | undefined) =>
  call<ContactDetails>('POST', `/contacts/${id}/merge`, { json: { into } })

export const eraseContact = (id: number) => call<Erasure>('DELETE', `/contacts/${id}`)

/** So often somebody who waits is told how far it is: the log says only when it is over. */
const ASK_EVERY_MS = 1_000

export const erasureQuery = (id: number) =>
  queryOptions({
    queryKey: ['erasures', id] as const,
    queryFn: () => call<Erasure>('GET', `/erasures/${id}`),
    refetchInterval: ({ state }) => (state.data?.status === 'done' ? false : ASK_EVERY_MS),
  })
