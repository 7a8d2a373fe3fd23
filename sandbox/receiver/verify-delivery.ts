import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import type { Doubt } from '../phone/shapes.ts'

/** What the library says, in one word. */
const doubts: [words: RegExp, doubt: Doubt][] = [
  [/required headers/i, 'missing_headers'],
  [/signature headers/i, 'bad_timestamp'],
  [/too old/i, 'too_old'],
  [/too new/i, 'too_new'],
]

const findDoubtOfOne = (secret: string, body: Buffer, headers: Record<string, string>): Doubt | null => {
  try {
    new Webhook(secret).verify(body, headers, { jsonParse: false })
    return null
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error
    return doubts.find(([words]) => words.test(error.message))?.[1] ?? 'wrong_signature'
  }
}

/**
 * Why a webhook is not to be trusted, checked over its raw bytes as Standard Webhooks prescribes; null when it
 * is genuine. While a secret is exchanged there are two, and one of them is enough.
 */
export const findDoubt = (secrets: string[], body: Buffer, headers: Record<string, string>): Doubt | null => {
  let doubt: Doubt = 'no_secret'
  for (const secret of secrets) {
    const found = findDoubtOfOne(secret, body, headers)
    if (found === null) return null
    doubt = found
  }
  return doubt
}
