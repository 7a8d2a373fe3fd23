import { createHmac } from 'node:crypto'

/** The header `X-Hub-Signature-256` for a body: HMAC-SHA256 with the app secret over the raw bytes. */
export const signBody = (appSecret: string, body: Buffer): string =>
  `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`
