import { readFileSync } from 'node:fs'

export type SampleKind = 'image' | 'video' | 'audio' | 'document' | 'sticker'
export type Sample = { mimeType: string; filename: string; bytes: Buffer }

const samples: Record<SampleKind, Omit<Sample, 'bytes'>> = {
  image: { mimeType: 'image/jpeg', filename: 'picture.jpg' },
  video: { mimeType: 'video/mp4', filename: 'film.mp4' },
  audio: { mimeType: 'audio/ogg; codecs=opus', filename: 'voice.ogg' },
  document: { mimeType: 'application/pdf', filename: 'document.pdf' },
  sticker: { mimeType: 'image/webp', filename: 'sticker.webp' },
}

/** A small file of a kind, for customers' media and templates' samples: drawn and hummed for it, nobody's property. */
export const readSample = (kind: SampleKind): Sample => {
  const sample = samples[kind]
  return { ...sample, bytes: readFileSync(new URL(`samples/${sample.filename}`, import.meta.url)) }
}
