/**
 * What a route asks of its caller. `read`: look at chats, messages and settings. `send`: write to customers.
 * `manage`: change how a number works, such as its webhooks. `administer`: secrets and users.
 */
export type Access = 'read' | 'send' | 'manage' | 'administer'

/** What a key may be given; administering is for people. */
export const SCOPES = ['read', 'send', 'manage'] as const
export type Scope = (typeof SCOPES)[number]

export type Role = 'administrator' | 'supervisor' | 'agent'

/** Who calls the API: a user by one of their tokens, or a program by a key of a number. */
export type Principal = {
  tokenId: number
  /** Undefined for a key. */
  userId: number | undefined
  access: ReadonlySet<Access>
  /** The numbers that they were given; an administrator has all (promise 18). */
  integrationIds: 'all' | ReadonlySet<number>
  /** For the audit log, such as `user:1`, `key:7`. */
  actor: string
  /** When the key ends, Unix ms; undefined for what ends by disuse alone. */
  expiresAt?: number | undefined
}

export const ACCESS_OF_ROLE: Record<Role, ReadonlySet<Access>> = {
  agent: new Set(['read', 'send']),
  supervisor: new Set(['read', 'send', 'manage']),
  administrator: new Set(['read', 'send', 'manage', 'administer']),
}

export const canReach = ({ integrationIds }: Principal, integrationId: number): boolean =>
  integrationIds === 'all' || integrationIds.has(integrationId)
