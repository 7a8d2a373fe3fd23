import { createHmac, timingSafeEqual } from 'node:crypto'

const form = /^sha256=([0-9a-fA-F]{64})$/

/**
 * Whether `header` (`X-Hub-Signature-256`) is Meta's signature of these very bytes (Cloud API, webhooks).
 * The bytes must be those of the wire: Meta signs its own escapes (`\/`, `\u0040`), which a parse and a
 * new stringify lose. The comparison takes the same time for every wrong signature of the right form.
 * An empty secret verifies nothing, since anybody could sign with it.
 */
export const verifySignature = (
  rawBody: Uint8Array,
  header: string | undefined,
  appSecret: string,
): boolean => {
  const hex = typeof header === 'string' ? form.exec(header)?.[1] : undefined
  if (hex === undefined || appSecret === '') return false
  return timingSafeEqual(createHmac('sha256', appSecret).update(rawBody).digest(), Buffer.from(hex, 'hex'))
}
