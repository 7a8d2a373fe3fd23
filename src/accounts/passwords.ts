import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** argon2id with 19 MiB, 2 passes, 1 lane: OWASP's first choice for servers. */
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS)

export const verifyPassword = (passwordHash: string, password: string): Promise<boolean> =>
  verify(passwordHash, password)

let dummy: Promise<string> | undefined

/** As costly as a real check, so that an unknown e-mail takes as long as a wrong password. */
export const verifyAgainstNobody = async (password: string): Promise<false> => {
  dummy ??= hashPassword(randomBytes(16).toString('hex'))
  await verify(await dummy, password)
  return false
}

/** A password for people to copy: 20 letters and digits without the ones that look alike. */
export const drawPassword = (): string => {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
  const letters: string[] = []
  while (letters.length < 20)
    for (const byte of randomBytes(32))
      if (byte < 248 && letters.length < 20) letters.push(alphabet[byte % alphabet.length]!)
  return letters.join('').replace(/(.{5})(?=.)/g, '$1-')
}
