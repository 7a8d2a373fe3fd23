/** Who calls the API: a user by one of their tokens. */
export type Principal = {
  userId: number
  tokenId: number
  role: 'administrator' | 'supervisor' | 'agent'
  /** The numbers that they were given; an administrator has all (promise 18). */
  integrationIds: 'all' | ReadonlySet<number>
  /** For the audit log, such as `user:1`. */
  actor: string
}

export const canReach = ({ integrationIds }: Principal, integrationId: number): boolean =>
  integrationIds === 'all' || integrationIds.has(integrationId)
