import { queryOptions } from '@tanstack/react-query'
import { callAll } from '../api/call.ts'
import type { User } from '../api/types.ts'

/** Everybody, the disabled ones too. For administrators alone. */
export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: () => callAll<User>('/users', { limit: 100 }),
})

export type ResetLink = { url: string; expires_at: string }

/** Whether nobody could manage users any more without them. */
export const isLastAdministrator = (user: User, users: User[]): boolean => {
  const left = users.filter(({ role, disabled_at: at }) => role === 'administrator' && at === null)
  return left.length === 1 && left[0]?.id === user.id
}
