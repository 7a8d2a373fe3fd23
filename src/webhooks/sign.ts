import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

/** A new secret in the form of Standard Webhooks: `whsec_` and 32 random bytes in base64. */
export const drawSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/** A new `webhook-id`. */
export const drawMessageId = (): string => `msg_${randomBytes(18).toString('base64url')}`

/**
 * The headers of Standard Webhooks. Each secret gives a signature, so that a receiver which knows one of them,
 * the old or the new, finds its own.
 */
export const signatureHeaders = (
  messageId: string,
  at: Date,
  body: string,
  secrets: string[],
): Record<string, string> => ({
  'webhook-id': messageId,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
  'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(messageId, at, body)).join(' '),
})
