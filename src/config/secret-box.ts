import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '../error.ts'
import type { Config } from './config.ts'

/** Encrypts what the database must not hold in the clear (AES-256-GCM: 12 bytes nonce, 16 bytes tag, text). */
export type SecretBox = {
  seal(text: string): Buffer
  /** Throws when the text was sealed with another key or changed since. */
  open(sealed: Buffer): string
  /** A mark of the key, to tell whether a database was written with the same one. */
  check: Buffer
  /** A key derived for one purpose, such as signing links. */
  derive(purpose: string): Buffer
}

/** `key`: 32 bytes. */
export const createSecretBox = (key: Buffer): SecretBox => {
  const derive = (purpose: string) => createHmac('sha256', key).update(purpose).digest()
  const cipherKey = derive('masa secret box')
  return {
    seal: (text) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', cipherKey, nonce)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
    },
    open: (sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', cipherKey, sealed.subarray(0, 12))
      decipher.setAuthTag(sealed.subarray(12, 28))
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8')
    },
    check: derive('masa key check'),
    derive,
  }
}

/**
 * The installation's key: MASA_SECRET_KEY, else the one kept in the data directory, else a new one that is
 * kept there. A database on a server without MASA_SECRET_KEY is refused: another machine that shares the
 * database would make a key of its own and could read nothing.
 */
export const loadSecretKey = (config: Config): Buffer => {
  const given = config.secrets.secretKey
  if (given !== undefined) {
    const key = Buffer.from(given, 'base64')
    if (key.length !== 32)
      throw new StartError(
        'MASA_SECRET_KEY must be 32 bytes in base64; make one with: openssl rand -base64 32',
      )
    return key
  }
  if (config.secrets.databaseUrl !== undefined)
    throw new StartError(
      'DATABASE_URL needs MASA_SECRET_KEY too; make one with "openssl rand -base64 32" and keep it safe.',
    )
  return readOrMakeKey(config.dataDir)
}

const readOrMakeKey = (dataDir: string): Buffer => {
  const path = join(dataDir, 'secret-key')
  try {
    mkdirSync(dataDir, { recursive: true })
    try {
      writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')
    if (key.length === 32) return key
  } catch (error) {
    throw new StartError(
      `The data directory ${dataDir} cannot be used: ${(error as Error).message}. Set MASA_DATA_DIR to a folder that this user may write.`,
    )
  }
  throw new StartError(
    `${path} does not hold a key of 32 bytes; put the right one back, or its copy from a backup.`,
  )
}
