import type { Integration } from '../integrations/directory.ts'
import { verifySignature } from '../whatsapp/signature.ts'
import { parseWebhook } from '../whatsapp/webhook.ts'

/**
 * The numbers whose app secret made the signature of these bytes; undefined when the event is to be refused
 * (public API, "Meta's side"): a signature by no known secret, or one made with another secret than that of
 * the very number, or account, that the event speaks of.
 */
export const findSigners = (
  rawBody: Buffer,
  signature: string | undefined,
  integrations: Integration[],
): number[] | undefined => {
  const secrets = new Set(integrations.map(({ appSecret }) => appSecret))
  for (const secret of secrets) {
    if (!verifySignature(rawBody, signature, secret)) continue
    const signers = integrations.filter(({ appSecret }) => appSecret === secret)
    return secrets.size === 1 || speaksOf(rawBody, signers, integrations)
      ? signers.map(({ id }) => id)
      : undefined
  }
  return undefined
}

/** False when the body names a number or account of ours that is not among the signers. */
const speaksOf = (rawBody: Buffer, signers: Integration[], all: Integration[]): boolean =>
  parseWebhook(parseJson(rawBody)).every((change) => {
    if (change.kind !== 'change') return true
    const isMeant = ({ phoneNumberId, wabaId }: Integration): boolean =>
      change.phoneNumberId === undefined ? wabaId === change.wabaId : phoneNumberId === change.phoneNumberId
    return !all.some(isMeant) || signers.some(isMeant)
  })

const parseJson = (rawBody: Buffer): unknown => {
  try {
    return JSON.parse(rawBody.toString('utf8'))
  } catch {
    return undefined
  }
}
