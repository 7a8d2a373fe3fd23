import { randomBytes, randomInt } from 'node:crypto'

/** A decimal id as the Graph API draws them: `length` digits, the first never 0 (15 digits stay exact as a JSON number). */
export const createDigits = (length: number): string => {
  let digits = String(randomInt(1, 10))
  while (digits.length < length) digits += String(randomInt(0, 10))
  return digits
}

export type MessageDirection = 'inbound' | 'outbound'

const directionByte = { outbound: 0x11, inbound: 0x12 } as const
const serialDigits = 12
const tailLength = 8 + serialDigits

/**
 * A message id in the form of the real ones: `wamid.` and base64 of a few framing bytes, the other party and
 * twenty hexadecimal digits. The last twelve of these are the message's running number, so that an id is
 * found again without an index over all of them; the first eight are random.
 */
export const createWamid = (direction: MessageDirection, party: string, serial: number): string => {
  const tail = randomBytes(4).toString('hex') + serial.toString(16).padStart(serialDigits, '0')
  const bytes = Buffer.concat([
    Buffer.from([0x1c, 0x18, party.length]),
    Buffer.from(party, 'latin1'),
    Buffer.from([0x15, 0x02, 0x00, directionByte[direction], 0x18, tail.length]),
    Buffer.from(tail.toUpperCase(), 'latin1'),
    Buffer.from([0x00]),
  ])
  return `wamid.${bytes.toString('base64')}`
}

/** What an id of `createWamid` says of itself; undefined for an id in any other form. */
export const findWamidSerial = (id: string): { direction: MessageDirection; serial: number } | undefined => {
  if (!id.startsWith('wamid.')) return undefined
  const bytes = Buffer.from(id.slice('wamid.'.length), 'base64')
  const tail = bytes.toString('latin1', bytes.length - 1 - tailLength, bytes.length - 1)
  const byte = bytes[bytes.length - 1 - tailLength - 3]
  const direction =
    byte === directionByte.outbound ? 'outbound' : byte === directionByte.inbound ? 'inbound' : undefined
  if (!direction || !/^[0-9A-F]{20}$/.test(tail)) return undefined
  return { direction, serial: Number.parseInt(tail.slice(-serialDigits), 16) }
}
