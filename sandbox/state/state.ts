import { createAppSetup } from '../seed/app-setup.ts'
import { defaultSettings, type Settings } from '../settings.ts'
import type { Template } from '../templates/template.ts'
import { createMessageLog, type MessageLog } from './message-log.ts'

/** What is drawn at random once for each installation. */
export type Installation = {
  appId: string
  appSecret: string
  verifyToken: string
  accessToken: string
  wabaId: string
  businessId: string
  createdAt: number
}

/** Where webhooks go, and the token that the receiver knows. */
export type Callback = { url: string; verifyToken: string }

export type PhoneNumber = {
  id: string
  /** E.164 without the plus. */
  digits: string
  countryCode: string
  verifiedName: string
  messagesPerSecond: number
  messagingLimit: string
  quality: string
  status: string
  isRegistered: boolean
  pin?: string
  profile: Record<string, unknown>
  /** It is used with the WhatsApp Business app on a phone, too. */
  isOnBizApp?: boolean
  /** Goes before the account's callback (Cloud API, callback precedence: phone, WABA, app). */
  callback?: Callback
}

/** How the app and its token stand with "Meta". */
export type AppSetup = {
  isTokenValid: boolean
  /** Unix seconds; 0: never. */
  tokenExpiresAt: number
  scopes: string[]
  /** The fields of webhooks that the app is subscribed to. */
  fields: string[]
  /** How far the Date of the answers is ahead of the clock. */
  clockAheadMs: number
}

export type Subscription = { isActive: boolean; callback?: Callback }

/** Somebody with a phone. Known from the first message on that he or she writes. */
export type Customer = {
  /** The number's digits; the user id for one who shows no number. */
  key: string
  waId?: string
  userId: string
  name: string
  /** By phone number id: when he or she last wrote, Unix milliseconds. It opens the 24-hour window. */
  lastWroteAt: Record<string, number>
  /** By phone number id: when the conversation was last open on the phone, Unix milliseconds. */
  openedAt?: Record<string, number>
  /** By phone number id: up to which of his or her messages (`n`) the business has marked them as read. */
  readN?: Record<string, number>
  /** Whether messages become read when the phone shows them, or never; as the settings say when it is absent. */
  receipts?: 'opened' | 'off'
}

export type MediaFile = {
  id: string
  mimeType: string
  sizeBytes: number
  /** Hexadecimal. */
  sha256: string
  filename?: string
  createdAt: number
  expiresAt: number
}

/** Milliseconds after acceptance of sent, delivered, read and failed; -1: never. */
export type StatusPlan = readonly [number, number, number, number]

/** An accepted message. */
export type OutboundMessage = {
  n: number
  id: string
  numberId: string
  /** Digits, or the user id when it was sent to one. */
  party: string
  at: number
  previousOfParty: number
  /** The times that its statuses carry. */
  plan: StatusPlan
  /** The times at which they are told, where a fault shuffles them. */
  dispatch: StatusPlan | undefined
  /** How often each status is told: 0 with the fault `no_webhook`, 2 with `duplicate_webhook`. */
  copies: number
  failure: { code: number; details: string } | undefined
  callbackData: string | undefined
  /** Price category; `isFree` inside an open window. */
  category: string
  isFree: boolean
  /** The request's JSON as it was received, packed (`packText`). */
  packedBody: string
  /** Bit k: status k has been taken by the receiver. */
  acknowledged: number
}

/** A customer's message. */
export type InboundMessage = {
  n: number
  id: string
  numberId: string
  party: string
  at: number
  previousOfParty: number
  copies: number
  /** `messages[]` of the webhook, ready to send. */
  message: Record<string, unknown>
  isAcknowledged: boolean
}

/** Any other webhook: the account's, not a number's. */
export type AccountEvent = { n: number; at: number; field: string; value: Record<string, unknown> }

/** With what the shop's receiver checks webhooks: what the server tells it, and what people paste beside that. */
export type ReceiverSecrets = { given: string[]; pasted: string[] }

export type State = {
  installation: Installation | undefined
  receiverSecrets: ReceiverSecrets
  settings: Settings
  app: AppSetup
  numbers: Map<string, PhoneNumber>
  subscription: Subscription
  templates: Map<string, Template>
  /** By `templateKey`. */
  templatesByKey: Map<string, Template>
  /** Keys of deleted templates that nobody may take yet, and until when, Unix milliseconds. */
  keptTemplateKeys: Map<string, number>
  media: Map<string, MediaFile>
  customers: Map<string, Customer>
  customersByUserId: Map<string, Customer>
  outbound: MessageLog<OutboundMessage>
  inbound: MessageLog<InboundMessage>
  /** Those that the receiver has not taken yet. */
  events: Map<number, AccountEvent>
  nextEventN: number
}

/** As many messages as one `GET /_sandbox/messages` can answer are kept. */
export const keptMessages = 1_000_000

export const createState = (): State => ({
  installation: undefined,
  receiverSecrets: { given: [], pasted: [] },
  settings: defaultSettings,
  app: createAppSetup(),
  numbers: new Map(),
  subscription: { isActive: false },
  templates: new Map(),
  templatesByKey: new Map(),
  keptTemplateKeys: new Map(),
  media: new Map(),
  customers: new Map(),
  customersByUserId: new Map(),
  outbound: createMessageLog(keptMessages),
  inbound: createMessageLog(keptMessages),
  events: new Map(),
  nextEventN: 1,
})
