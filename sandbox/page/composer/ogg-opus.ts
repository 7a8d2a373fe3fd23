import type { OpusTrack } from './webm-opus.ts'

/** The checksum of pages: CRC-32 with the polynomial 04c11db7, neither reflected nor inverted (RFC 3533). */
const checksumOf = (bytes: Uint8Array): number => {
  let checksum = 0
  for (const byte of bytes) {
    checksum ^= byte << 24
    for (let bit = 0; bit < 8; bit++) checksum = checksum < 0 ? (checksum << 1) ^ 0x04c11db7 : checksum << 1
  }
  return checksum >>> 0
}

const join = (parts: Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** A packet's length as a page tells it: 255 as often as it goes, and the rest. */
const lacingOf = ({ length }: Uint8Array): number[] => [
  ...Array.from({ length: Math.floor(length / 255) }, () => 255),
  length % 255,
]

const first = 2
const last = 4

const page = (flags: number, granule: number, sequence: number, packets: Uint8Array[]): Uint8Array => {
  const lacing = packets.flatMap(lacingOf)
  const header = new Uint8Array(27)
  const view = new DataView(header.buffer)
  header.set(new TextEncoder().encode('OggS'))
  header[5] = flags
  view.setBigUint64(6, BigInt(granule), true)
  view.setUint32(14, 1, true)
  view.setUint32(18, sequence, true)
  header[26] = lacing.length
  const bytes = join([header, Uint8Array.from(lacing), ...packets])
  new DataView(bytes.buffer).setUint32(22, checksumOf(bytes), true)
  return bytes
}

const silkMs = [10, 20, 40, 60]
const celtMs = [2.5, 5, 10, 20]

/** How many samples at 48 kHz a packet holds, by its first byte (RFC 6716, 3.1). */
const samplesOf = (packet: Uint8Array): number => {
  const toc = packet[0] ?? 0
  const mode = toc >> 3
  const ms = mode < 12 ? silkMs[mode & 3]! : mode < 16 ? silkMs[mode & 1]! : celtMs[mode & 3]!
  const code = toc & 3
  const frames = code === 0 ? 1 : code === 3 ? (packet[1] ?? 0) & 63 : 2
  return ms * 48 * frames
}

/** No comments, from nobody in particular (RFC 7845, 5.2). */
const tags = new TextEncoder().encode('OpusTags\x07\0\0\0sandbox\0\0\0\0')

/** A voice note as phones send it: Opus in Ogg, a packet a page (RFC 7845). */
export const writeOggOpus = ({ head, packets }: OpusTrack): Uint8Array<ArrayBuffer> => {
  let granule = 0
  const pages = packets.map((packet, index) => {
    granule += samplesOf(packet)
    return page(index === packets.length - 1 ? last : 0, granule, index + 2, [packet])
  })
  return join([page(first, 0, 0, [head]), page(0, 0, 1, [tags]), ...pages])
}
