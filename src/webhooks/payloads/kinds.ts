import type { MessageError } from '../../messages/own-errors.ts'

/** What an endpoint can subscribe to (public API, "Beyond the documentation"). */
export const WEBHOOK_EVENTS = [
  'message.received',
  'message.status',
  'template.status',
  'integration.status',
] as const
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]

/** Those of an endpoint that names none. */
export const DEFAULT_WEBHOOK_EVENTS: readonly WebhookEvent[] = ['message.received', 'message.status']

/** Webhooks write times as WhatsApp does: Unix seconds, as text. */
export const toUnixSeconds = (at: Date): string => String(Math.floor(at.getTime() / 1_000))

/** Digits of a number as webhooks write it, without a plus; a person without a number has an id of their own. */
export const isPhoneAddress = (address: string): boolean => /^\d/.test(address)

/** An error as webhooks tell it; what to do stands in the documentation and at the message. */
export const shownErrors = ({ code, title, details }: MessageError): object[] => [{ code, title, details }]
