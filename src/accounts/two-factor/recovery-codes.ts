import { createHmac, randomBytes } from 'node:crypto'
import type { Database } from '../../database/database.ts'

const COUNT = 10
const LENGTH = 10
/** Without letters that look alike. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/**
 * Makes a user's recovery codes in place of the ones they had, and answers their texts, which nobody can read again.
 * Codes are short enough to be written down, so their hashes are keyed: a copy of the database alone is worth nothing.
 */
export const replaceRecoveryCodes = async (tx: Database, key: Buffer, userId: number): Promise<string[]> => {
  await tx.deleteFrom('recovery_codes').where('user_id', '=', userId).execute()
  const codes = Array.from({ length: COUNT }, drawCode)
  await tx
    .insertInto('recovery_codes')
    .values(codes.map((code) => ({ user_id: userId, hash: hashCode(key, userId, code) })))
    .execute()
  return codes
}

/** Uses a code up. Answers how many are left; undefined for one that is wrong or was used. */
export const useRecoveryCode = async (
  tx: Database,
  key: Buffer,
  userId: number,
  code: string,
): Promise<number | undefined> => {
  const used = await tx
    .updateTable('recovery_codes')
    .set({ used_at: new Date() })
    .where('user_id', '=', userId)
    .where('hash', '=', hashCode(key, userId, code))
    .where('used_at', 'is', null)
    .returning('user_id')
    .executeTakeFirst()
  if (!used) return undefined
  const { left } = await tx
    .selectFrom('recovery_codes')
    .select(({ fn }) => fn.countAll<string>().as('left'))
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(left)
}

const drawCode = (): string => {
  let code = ''
  while (code.length < LENGTH)
    // 248 is the largest multiple of 31 below 256.
    for (const byte of randomBytes(16))
      if (byte < 248 && code.length < LENGTH) code += ALPHABET[byte % ALPHABET.length]
  return `${code.slice(0, 5)}-${code.slice(5)}`
}

/** People type them in capitals, with blanks, without the dash. */
const hashCode = (key: Buffer, userId: number, code: string): Buffer => {
  const plain = code.toLowerCase().replace(/[^a-z0-9]/g, '')
  return createHmac('sha256', key).update(`${userId} ${plain}`).digest()
}
