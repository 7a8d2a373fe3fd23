import { queryOptions } from '@tanstack/react-query'
import { call } from '../api/call.ts'

export type LanguageItem = { id: number; code: string; name: string }

/** All that a template may be written in; they never change. */
export const languagesQuery = queryOptions({
  queryKey: ['languages'],
  queryFn: () => call<LanguageItem[]>('GET', '/languages'),
  gcTime: Number.POSITIVE_INFINITY,
})
