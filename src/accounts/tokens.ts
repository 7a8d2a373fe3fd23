import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { PublicError } from '../error.ts'
import { appendAudit } from './audit-log.ts'
import { ACCESS_OF_ROLE, type Access, type Principal, type PrincipalKind } from './principal.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const SECRET_LENGTH = 40
/** PostgreSQL's largest integer. */
const MAX_ID = 2_147_483_647
/** What is unused for so many days is dead (public API, Defaults); a session sooner, since browsers are left behind. */
const UNUSED_DAYS = { token: 365, session: 14 }

/** What was last used before this is dead. */
export const unusedSince = (kind: 'token' | 'session'): Date =>
  new Date(Date.now() - UNUSED_DAYS[kind] * 86_400_000)

/** The documented form: `<id>|<40 characters><8 hex digits>`, the digits being the CRC-32 of the 40. */
export const formatToken = (id: number, secret: string): string => `${id}|${secret}${checksum(secret)}`

/** The 40 characters of a token whose form and checksum hold; undefined spares the database a look. */
export const parseToken = (token: string): { id: number; secret: string } | undefined => {
  const match = /^(\d{1,10})\|([A-Za-z0-9]{40})([0-9a-f]{8})$/.exec(token)
  if (!match || checksum(match[2]!) !== match[3] || Number(match[1]) > MAX_ID) return undefined
  return { id: Number(match[1]), secret: match[2]! }
}

const checksum = (secret: string): string => crc32(secret).toString(16).padStart(8, '0')

/** Only this stands in the database. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest()

export const drawSecret = (): string => {
  let secret = ''
  while (secret.length < SECRET_LENGTH)
    // 248 is the largest multiple of 62 below 256: bytes from there on would favour some letters.
    for (const byte of randomBytes(64))
      if (byte < 248 && secret.length < SECRET_LENGTH) secret += ALPHABET[byte % ALPHABET.length]
  return secret
}

/** Makes a token of a user and answers its text, which nobody can read again. */
export const createToken = (database: Database, userId: number, address: string): Promise<string> =>
  database.transaction().execute(async (tx) => {
    await lockEnabled(tx, userId)
    const secret = drawSecret()
    const { id } = await tx
      .insertInto('tokens')
      .values({ user_id: userId, hash: hashSecret(secret) })
      .returning('id')
      .executeTakeFirstOrThrow()
    await appendAudit(tx, {
      actor: `user:${userId}`,
      action: 'token.created',
      subject: `token:${id}`,
      details: { address },
    })
    return formatToken(id, secret)
  })

/**
 * Throws 401 for a user who was disabled since their password was checked: what they get now would come to life when
 * they are enabled again.
 */
export const lockEnabled = async (tx: Database, userId: number): Promise<void> => {
  const user = await tx
    .selectFrom('users')
    .select('id')
    .where('id', '=', userId)
    .where('disabled_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!user) throw new PublicError(401, 'invalid_credentials', 'The email or the password is wrong.')
}

export const revokeToken = (database: Database, { tokenId, actor }: Principal): Promise<void> =>
  database.transaction().execute(async (tx) => {
    await tx.updateTable('tokens').set({ revoked_at: new Date() }).where('id', '=', tokenId).execute()
    await appendAudit(tx, { actor, action: 'token.revoked', subject: `token:${tokenId}` })
  })

/**
 * The living token, key or session with this id and secret, and whose it is. A session works in its cookie alone, and
 * nothing else works there: `isSession` says where it came from.
 */
export const findPrincipal = async (
  database: Database,
  { id, secret, isSession }: { id: number; secret: string; isSession: boolean },
): Promise<Principal | undefined> => {
  const token = await database
    .selectFrom('tokens')
    .leftJoin('users', 'users.id', 'tokens.user_id')
    .select([
      'tokens.kind',
      'tokens.user_id',
      'tokens.integration_id',
      'tokens.scopes',
      'tokens.expires_at',
      'users.role',
      'users.disabled_at',
    ])
    .where('tokens.id', '=', id)
    .where('tokens.hash', '=', hashSecret(secret))
    .where('tokens.kind', isSession ? '=' : '!=', 'session')
    .where('tokens.revoked_at', 'is', null)
    .where('tokens.last_used_at', '>', unusedSince(isSession ? 'session' : 'token'))
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', new Date())]))
    .executeTakeFirst()
  if (!token) return undefined
  if (token.integration_id !== null)
    return {
      kind: 'key',
      tokenId: id,
      userId: undefined,
      access: new Set((token.scopes ?? []) as Access[]),
      integrationIds: new Set([token.integration_id]),
      actor: `key:${id}`,
      expiresAt: token.expires_at?.getTime(),
    }
  if (token.user_id === null || token.role === null || token.disabled_at !== null) return undefined
  return {
    kind: token.kind,
    tokenId: id,
    userId: token.user_id,
    access: ACCESS_OF_ROLE[token.role],
    integrationIds: token.role === 'administrator' ? 'all' : await listGiven(database, token.user_id),
    actor: `user:${token.user_id}`,
    expiresAt: token.expires_at?.getTime(),
  }
}

const listGiven = async (database: Database, userId: number): Promise<ReadonlySet<number>> => {
  const given = await database
    .selectFrom('user_integrations')
    .select('integration_id')
    .where('user_id', '=', userId)
    .execute()
  return new Set(given.map(({ integration_id }) => integration_id))
}

/** Notes that a token was used; of a session, that its user was there, which a program's token does not say. */
export const touchToken = async (database: Database, tokenId: number): Promise<void> => {
  await sql`
    with touched as (
      update tokens set last_used_at = now() where id = ${tokenId} returning user_id, kind
    )
    update users set seen_at = now()
    where id = (select user_id from touched where kind = 'session')`.execute(database)
}

/**
 * Ends tokens and sessions of a user, as many as `kind` and `but` leave. Answers their ids: whoever calls makes all
 * processes forget them once this is committed.
 */
export const revokeTokensOf = async (
  tx: Database,
  userId: number,
  { kind, but }: { kind?: PrincipalKind; but?: number } = {},
): Promise<number[]> => {
  const revoked = await tx
    .updateTable('tokens')
    .set({ revoked_at: new Date() })
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind!))
    .$if(but !== undefined, (query) => query.where('id', '!=', but!))
    .returning('id')
    .execute()
  return revoked.map(({ id }) => id)
}

/** Tokens and sessions of a user that may be remembered. */
export const listTokensOf = async (tx: Database, userId: number): Promise<number[]> => {
  const living = await tx
    .selectFrom('tokens')
    .select('id')
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .execute()
  return living.map(({ id }) => id)
}
