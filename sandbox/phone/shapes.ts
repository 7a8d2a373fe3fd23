/** What the phone's page and its routes tell each other: types alone, so that both may import them. */

export type ShownNumber = { id: string; digits: string; shown_digits: string; name: string; about: string }

/** A file as a media object of a message refers to it; absent when the file is gone, or only linked to. */
export type ShownFile = { url: string; mime_type: string; size: number; name?: string }

// biome-ignore lint/suspicious/noExplicitAny: bodies of the Cloud API in all their kinds, some of which nobody knows
export type Content = any

export type ShownButton = {
  /** As in the template: `QUICK_REPLY`, `URL`, `OTP`, … */
  type: string
  text: string
  url?: string
  phone?: string
  code?: string
  payload?: string
  /** What a flow's or a catalogue's button was sent with. */
  action?: Content
}

/** A template as it arrives: its texts with the values in their places. */
export type ShownTemplate = {
  header?: { format: string; text?: string; media?: Content; location?: Content }
  offer?: { text: string; expires_at?: number }
  body?: string
  footer?: string
  buttons: ShownButton[]
  cards?: ShownTemplate[]
}

export type ShownMessage = {
  id: string
  /** Unix milliseconds. */
  at: number
  /** The customer's own, whose phone it is; else the business's. */
  is_mine: boolean
  type: string
  content: Content
  /** The customer's: not taken by a webhook yet, taken, read by the business. The business's: arrived or failed. */
  state: 'waiting' | 'taken' | 'read' | 'arrived' | 'failed'
  template?: ShownTemplate
  /** The message that this one answers, without what that one answers; absent when it is not known any more. */
  quoted?: ShownMessage
  failure?: { code: number; title: string; details: string }
  is_forwarded?: true
}

/** Read receipts: by the sandbox's settings, when the conversation is opened on the phone, or never. */
export type Receipts = 'auto' | 'opened' | 'off'

export type ShownChat = {
  /** Whose phone it is: the number's digits, or the user id of one who shows no number. */
  key: string
  number_id: string
  name: string
  phone: string | null
  /** The number in groups, as people write it. */
  shown_phone: string | null
  user_id: string | null
  receipts: Receipts
  last: ShownMessage | null
  unread: number
  /** How long the typing bubble is still to be shown. */
  typing_ms: number
  /** When the 24-hour window closes; null when it is shut. */
  window_closes_at: number | null
}

export type ChatPage = { chat: ShownChat; messages: ShownMessage[]; has_more: boolean }
export type ChatList = { chats: ShownChat[]; has_more: boolean }

/** Why a webhook was not found to be genuine. */
export type Doubt =
  | 'no_secret'
  | 'missing_headers'
  | 'bad_timestamp'
  | 'too_old'
  | 'too_new'
  | 'wrong_signature'

/** What the shop's receiver got. */
export type ShownDelivery = {
  n: number
  at: number
  status: number
  doubt: Doubt | null
  headers: Record<string, string>
  body: string
}
