/**
 * What a route asks of its caller. `read`: look at chats, messages and settings. `send`: write to customers.
 * `manage`: change how a number works, such as its webhooks. `administer`: secrets and users.
 */
export type Access = 'read' | 'send' | 'manage' | 'administer'

/** What a key may be given; administering is for people. */
export const SCOPES = ['read', 'send', 'manage'] as const
export type Scope = (typeof SCOPES)[number]

export const ROLES = ['administrator', 'supervisor', 'agent'] as const
export type Role = (typeof ROLES)[number]

export const LANGUAGES = ['en', 'tr'] as const
export type Language = (typeof LANGUAGES)[number]

/** `session`: a person in the inbox, by a cookie. `token`: a user's program, by a login. `key`: a program of a number. */
export type PrincipalKind = 'token' | 'key' | 'session'

/** Who calls the API: a user by a session or one of their tokens, or a program by a key of a number. */
export type Principal = {
  kind: PrincipalKind
  tokenId: number
  /** Undefined for a key. */
  userId: number | undefined
  access: ReadonlySet<Access>
  /** The numbers that they were given; an administrator has all (promise 18). */
  integrationIds: 'all' | ReadonlySet<number>
  /** For the audit log, such as `user:1`, `key:7`. */
  actor: string
  /** When the key or session ends, Unix ms; undefined for what ends by disuse alone. */
  expiresAt?: number | undefined
}

export const ACCESS_OF_ROLE: Record<Role, ReadonlySet<Access>> = {
  agent: new Set(['read', 'send']),
  supervisor: new Set(['read', 'send', 'manage']),
  administrator: new Set(['read', 'send', 'manage', 'administer']),
}

export const canReach = ({ integrationIds }: Principal, integrationId: number): boolean =>
  integrationIds === 'all' || integrationIds.has(integrationId)
