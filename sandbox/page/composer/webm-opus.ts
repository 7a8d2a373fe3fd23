/** What a recording in WebM holds: Opus packets in their order, and the head that describes them. */
export type OpusTrack = { head: Uint8Array; packets: Uint8Array[] }

const ids = { codecPrivate: 0x63a2, simpleBlock: 0xa3, block: 0xa1 }

/** Elements that hold others: they are entered, whatever size they claim, which a live recording leaves open. */
const masters = new Set([0x18538067, 0x1f43b675, 0x1654ae6b, 0xae, 0xa0])

/** How many bytes a number has, by the place of its first bit (RFC 8794, 4). */
const widthAt = (bytes: Uint8Array, at: number): number => Math.clz32(bytes[at] ?? 0) - 23

const numberAt = (bytes: Uint8Array, at: number, width: number, keepsMark: boolean): number => {
  let value = keepsMark ? (bytes[at] ?? 0) : (bytes[at] ?? 0) & (0xff >> width)
  for (let index = 1; index < width; index++) value = value * 256 + (bytes[at + index] ?? 0)
  return value
}

/** A block's frame stands behind the track's number, two bytes of time and one of flags. */
const frameOf = (block: Uint8Array): Uint8Array => block.subarray(widthAt(block, 0) + 3)

/** Reads a recording of one track, as browsers make them (RFC 9559). */
export const readOpusTrack = (bytes: Uint8Array): OpusTrack => {
  const track: OpusTrack = { head: new Uint8Array(), packets: [] }
  let at = 0
  while (at < bytes.length) {
    const idWidth = widthAt(bytes, at)
    const id = numberAt(bytes, at, idWidth, true)
    const sizeWidth = widthAt(bytes, at + idWidth)
    const start = at + idWidth + sizeWidth
    if (masters.has(id)) {
      at = start
      continue
    }
    const end = start + numberAt(bytes, at + idWidth, sizeWidth, false)
    const content = bytes.subarray(start, end)
    if (id === ids.codecPrivate) track.head = content
    if (id === ids.simpleBlock || id === ids.block) track.packets.push(frameOf(content))
    at = end
  }
  return track
}
