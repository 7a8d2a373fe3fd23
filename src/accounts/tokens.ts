import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { Database } from '../database/database.ts'
import { appendAudit } from './audit-log.ts'
import { ACCESS_OF_ROLE, type Access, type Principal } from './principal.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const SECRET_LENGTH = 40
/** PostgreSQL's largest integer. */
export const MAX_ID = 2_147_483_647
/** A token unused for so long is dead (public API, Defaults). */
const UNUSED_DAYS = 365

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

export const revokeToken = (database: Database, { tokenId, actor }: Principal): Promise<void> =>
  database.transaction().execute(async (tx) => {
    await tx.updateTable('tokens').set({ revoked_at: new Date() }).where('id', '=', tokenId).execute()
    await appendAudit(tx, { actor, action: 'token.revoked', subject: `token:${tokenId}` })
  })

/** The living token or key with this id and secret, and whose it is. */
export const findPrincipal = async (
  database: Database,
  { id, secret }: { id: number; secret: string },
): Promise<Principal | undefined> => {
  const token = await database
    .selectFrom('tokens')
    .leftJoin('users', 'users.id', 'tokens.user_id')
    .select([
      'tokens.user_id',
      'tokens.integration_id',
      'tokens.scopes',
      'tokens.expires_at',
      'users.role',
      'users.disabled_at',
    ])
    .where('tokens.id', '=', id)
    .where('tokens.hash', '=', hashSecret(secret))
    .where('tokens.revoked_at', 'is', null)
    .where('tokens.last_used_at', '>', new Date(Date.now() - UNUSED_DAYS * 86_400_000))
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', new Date())]))
    .executeTakeFirst()
  if (!token) return undefined
  if (token.integration_id !== null)
    return {
      tokenId: id,
      userId: undefined,
      access: new Set((token.scopes ?? []) as Access[]),
      integrationIds: new Set([token.integration_id]),
      actor: `key:${id}`,
      expiresAt: token.expires_at?.getTime(),
    }
  if (token.user_id === null || token.role === null || token.disabled_at !== null) return undefined
  return {
    tokenId: id,
    userId: token.user_id,
    access: ACCESS_OF_ROLE[token.role],
    integrationIds: token.role === 'administrator' ? 'all' : await listGiven(database, token.user_id),
    actor: `user:${token.user_id}`,
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

export const touchToken = async (database: Database, tokenId: number): Promise<void> => {
  await database.updateTable('tokens').set({ last_used_at: new Date() }).where('id', '=', tokenId).execute()
}
