import { crc32, deflateSync } from 'node:zlib'

export type SampleKind = 'image' | 'video' | 'audio' | 'document' | 'sticker'
export type Sample = { mimeType: string; filename: string; bytes: Buffer }

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}

const pngChunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))])
}

/** A picture of 320 × 180 points: one colour that runs into another. */
const createPng = (): Buffer => {
  const width = 320
  const height = 180
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * (1 + width * 3) + 1 + x * 3
      rows[at] = 18 + Math.floor((x * 60) / width)
      rows[at + 1] = 140 - Math.floor((y * 60) / height)
      rows[at + 2] = 126
    }
  }
  const header = Buffer.concat([uint32(width), uint32(height), Buffer.from([8, 2, 0, 0, 0])])
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** One page that says "Sandbox". */
const createPdf = (): Buffer => {
  const content = 'BT /F1 32 Tf 60 740 Td (Sandbox) Tj ET'
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`
  return Buffer.from(
    `${text}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.indexOf('xref\n')}\n%%EOF\n`,
    'latin1',
  )
}

/** The checksum of Ogg pages: CRC-32 with the polynomial 04c11db7, neither reflected nor inverted. */
const oggChecksum = (bytes: Buffer): number => {
  let checksum = 0
  for (const byte of bytes) {
    checksum ^= byte << 24
    for (let bit = 0; bit < 8; bit++)
      checksum = checksum & 0x80000000 ? (checksum << 1) ^ 0x04c11db7 : checksum << 1
  }
  return checksum >>> 0
}

const oggPage = (flags: number, granule: number, sequence: number, packets: Buffer[]): Buffer => {
  const header = Buffer.alloc(27)
  header.write('OggS', 0, 'latin1')
  header[5] = flags
  header.writeBigUInt64LE(BigInt(granule), 6)
  header.writeUInt32LE(1, 14)
  header.writeUInt32LE(sequence, 18)
  header[26] = packets.length
  const page = Buffer.concat([header, Buffer.from(packets.map(({ length }) => length)), ...packets])
  page.writeUInt32LE(oggChecksum(page), 22)
  return page
}

/** One second of silence as a voice note: Opus, mono, in frames of 20 ms (RFC 7845). */
const createOgg = (): Buffer => {
  const head = Buffer.from([
    0x4f, 0x70, 0x75, 0x73, 0x48, 0x65, 0x61, 0x64, 1, 1, 0x38, 1, 0x80, 0xbb, 0, 0, 0, 0, 0,
  ])
  const tags = Buffer.from('OpusTags\x07\0\0\0sandbox\0\0\0\0', 'latin1')
  const silence = Array.from({ length: 50 }, () => Buffer.from([0xf8, 0xff, 0xfe]))
  return Buffer.concat([
    oggPage(2, 0, 0, [head]),
    oggPage(0, 0, 1, [tags]),
    oggPage(4, 48_000 + 312, 2, silence),
  ])
}

/** The least that is an MP4: its type and an empty film. */
const createMp4 = (): Buffer => {
  const box = (type: string, data: Buffer): Buffer =>
    Buffer.concat([uint32(8 + data.length), Buffer.from(type, 'latin1'), data])
  const movieHeader = Buffer.alloc(100)
  movieHeader.writeUInt32BE(1000, 12)
  movieHeader.writeUInt32BE(0x00010000, 20)
  movieHeader.writeUInt32BE(1, 96)
  return Buffer.concat([
    box('ftyp', Buffer.from('isom\0\0\x02\0isommp42', 'latin1')),
    box('moov', box('mvhd', movieHeader)),
  ])
}

/** A lossless picture of one point. */
const createWebp = (): Buffer => Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64')

const creators: Record<SampleKind, () => Sample> = {
  image: () => ({ mimeType: 'image/png', filename: 'picture.png', bytes: createPng() }),
  video: () => ({ mimeType: 'video/mp4', filename: 'film.mp4', bytes: createMp4() }),
  audio: () => ({ mimeType: 'audio/ogg; codecs=opus', filename: 'voice.ogg', bytes: createOgg() }),
  document: () => ({ mimeType: 'application/pdf', filename: 'document.pdf', bytes: createPdf() }),
  sticker: () => ({ mimeType: 'image/webp', filename: 'sticker.webp', bytes: createWebp() }),
}

/** A small file of a kind, for customers' media and templates' samples. */
export const createSample = (kind: SampleKind): Sample => creators[kind]()
