import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './call.ts'

/**
 * What was read of the server. Nothing grows old by the clock: the stream of events says what has changed, and whoever
 * hears it reads that anew (`inbox/live`).
 */
export const createClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status < 500),
      },
      mutations: { retry: false },
    },
  })
