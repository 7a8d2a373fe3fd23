import { queryOptions, useQuery } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import type { Agent } from '../api/types.ts'

export const agentsQuery = queryOptions({
  queryKey: ['agents'],
  queryFn: () => call<Agent[]>('GET', '/agents'),
})

/** The team, with who is there. */
export const useAgents = () => useQuery(agentsQuery)
