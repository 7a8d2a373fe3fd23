import type { MediaKind } from '../media/file-kind.ts'

/** A message on its way out, checked and complete, as it is stored. */
export type OutboundMessage = {
  integrationId: number
  id: string
  /** Cloud API message type; `content` stands under this name in the request. */
  type: 'text' | 'location' | 'contacts' | 'interactive' | 'reaction' | 'template' | MediaKind
  /** Digits of a phone number, or a business-scoped user id. */
  address: string
  /** The Cloud API's object for the type. A file of ours stands in it by our media id until it is uploaded. */
  content: object
  replyToId?: string
  /** What a reaction is for, as Meta knows it. */
  replyToWamid?: string
  /** The first of its files, which it waits for. */
  mediaId?: string
  templateId?: number
  expiresAt?: Date
  /** Who wrote it; a program when nothing is said. */
  origin?: 'inbox' | 'auto'
  /** The user who wrote it in the inbox. */
  sentBy?: number
}

/** Single sends and answers overtake bulk sends. */
export const PRIORITY = { single: 0, bulk: 10 } as const
export type Priority = (typeof PRIORITY)[keyof typeof PRIORITY]

/** A file that came with a send, already on disk. */
export type NewMedia = {
  integrationId: number
  id: string
  /** Relative to the media folder. */
  filePath: string
  filename: string | null
  mimeType: string
  sizeBytes: number
  sha256: Buffer
}

/** An `Idempotency-Key` with what it stands for. */
export type Idempotency = {
  integrationId: number
  /** The route, aliases folded into one. */
  path: string
  key: string
  /** SHA-256 of the request's fields and files. */
  fingerprint: Buffer
}

/** All that one request stores, in one transaction or not at all. */
export type Send<Answer extends object = object> = {
  messages: OutboundMessage[]
  priority: Priority
  media?: NewMedia[]
  idempotency?: Idempotency
  /** The body that the request is answered with. */
  answer: Answer
}
