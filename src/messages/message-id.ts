import { randomFillSync } from 'node:crypto'

const POOL_BYTES = 15 * 512
const pool = Buffer.allocUnsafe(POOL_BYTES)
let used = POOL_BYTES

/**
 * A new message id in the documented look: 20 bytes (`80 11 06`, 6 bytes, `02 09`, 9 bytes) as 27 characters
 * of base64 without padding, beginning with `gBEG`. Where the documented ids carry the recipient's number,
 * ours are random: an id stands in logs and links. Those with `+` or `/` are drawn again, so that an id fits
 * into a path as it is.
 */
export const createMessageId = (): string => {
  for (;;) {
    const id = draw()
    if (!id.includes('+') && !id.includes('/')) return id
  }
}

const draw = (): string => {
  if (used + 15 > POOL_BYTES) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = Buffer.allocUnsafe(20)
  bytes[0] = 0x80
  bytes[1] = 0x11
  bytes[2] = 0x06
  pool.copy(bytes, 3, used, used + 6)
  bytes[9] = 0x02
  bytes[10] = 0x09
  pool.copy(bytes, 11, used + 6, used + 15)
  used += 15
  return bytes.toString('base64').slice(0, 27)
}

/** True for a text that has the form of a message id; others need no look into the database. */
export const isMessageId = (text: string): boolean => /^[A-Za-z0-9+/_-]{20,64}$/.test(text)
