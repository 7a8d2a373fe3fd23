/** The smallest of files, told apart by their content. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

export const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1')
/** An MPEG-4 container of a brand. */
const ftyp = (brand: string): Buffer => bytes(`\0\0\0\x18ftyp${brand}\0\0\0\0${brand}${brand}`)
const ogg = (codec: string): Buffer =>
  Buffer.concat([bytes('OggS'), Buffer.alloc(24), bytes(codec), Buffer.alloc(16)])
const webp = (chunk: string, flags: number): Buffer =>
  Buffer.concat([bytes(`RIFF\x1a\0\0\0WEBP${chunk}\x0a\0\0\0`), Buffer.from([flags]), Buffer.alloc(16)])

/** The first bytes of files, by which they are told apart. */
export const HEADS = {
  jpeg: Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'),
  png: PNG,
  gif: bytes('GIF89a\x01\0\x01\0\0\0\0;'),
  webp: webp('VP8 ', 0),
  animatedWebp: webp('VP8X', 2),
  mp4: ftyp('isom'),
  threeGp: ftyp('3gp5'),
  mov: ftyp('qt  '),
  m4a: ftyp('M4A '),
  mp3: Buffer.from('fffb9000', 'hex'),
  aac: Buffer.from('fff15080', 'hex'),
  amr: bytes('#!AMR\n'),
  opus: ogg('OpusHead'),
  vorbis: ogg('\x01vorbis'),
  wav: bytes('RIFF\x24\0\0\0WAVEfmt '),
  pdf: PDF,
  svg: bytes('<svg xmlns="http://www.w3.org/2000/svg"></svg>'),
  html: bytes('<!doctype html><script>alert(1)</script>'),
  text: bytes('Just words.'),
}

/** A file that begins so and has as many bytes. */
export const padTo = (head: Buffer, sizeBytes: number): Buffer =>
  Buffer.concat([head, Buffer.alloc(Math.max(0, sizeBytes - head.length))])
