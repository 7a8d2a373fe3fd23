import { describe, expect, it } from 'vitest'
import { writeOggOpus } from './ogg-opus.ts'
import { readOpusTrack } from './webm-opus.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)
const open = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]

/** An element with a length of one or two bytes. */
const element = (id: number[], content: Uint8Array) =>
  content.length < 127
    ? bytes(...id, 0x80 | content.length, ...content)
    : bytes(...id, 0x40 | (content.length >> 8), content.length & 0xff, ...content)
const block = (...content: number[]) => element([0xa3], bytes(0x81, 0, 0, 0x80, ...content))

const head = bytes(0x4f, 0x70, 0x75, 0x73, 0x48, 0x65, 0x61, 0x64, 1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0)
// Frames of 20 ms: SILK wide band, and one of 300 bytes, longer than a single number of the page's table tells.
const short = [0x48, 1, 2, 3]
const long = [0x48, ...Array.from({ length: 299 }, (_, index) => index % 256)]

/** A recording as a browser makes it: its length is open, and so is each cluster's. */
const recording = bytes(
  ...element([0x1a, 0x45, 0xdf, 0xa3], bytes(0x42, 0x86, 0x81, 1)),
  ...[0x18, 0x53, 0x80, 0x67, ...open],
  ...element([0x16, 0x54, 0xae, 0x6b], element([0xae], element([0x63, 0xa2], head))),
  ...[0x1f, 0x43, 0xb6, 0x75, ...open],
  ...block(...short),
  ...block(...long),
)

describe('a recording in WebM', () => {
  it('gives its head and its packets', () => {
    const track = readOpusTrack(recording)
    expect(track.head).toEqual(head)
    expect(track.packets.map((packet) => [...packet])).toEqual([short, long])
  })

  it('becomes Ogg with the same packets, marked first and last, and with the length of its sound', () => {
    const ogg = writeOggOpus(readOpusTrack(recording))
    const view = new DataView(ogg.buffer)
    const pages: { flags: number; granule: bigint; content: number[] }[] = []
    for (let at = 0; at < ogg.length; ) {
      expect(String.fromCharCode(...ogg.subarray(at, at + 4))).toBe('OggS')
      const table = ogg.subarray(at + 27, at + 27 + ogg[at + 26]!)
      const start = at + 27 + table.length
      const end = start + table.reduce((sum, length) => sum + length, 0)
      pages.push({
        flags: ogg[at + 5]!,
        granule: view.getBigUint64(at + 6, true),
        content: [...ogg.subarray(start, end)],
      })
      at = end
    }
    expect(pages.map(({ flags }) => flags)).toEqual([2, 0, 0, 4])
    expect(pages.map(({ granule }) => granule)).toEqual([0n, 0n, 960n, 1920n])
    expect(pages[0]?.content).toEqual([...head])
    expect(pages.slice(2).map(({ content }) => content)).toEqual([short, long])
  })
})
