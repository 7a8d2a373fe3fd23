/** The SHA-256 that Meta tells: base64 in webhooks, hex in answers (Cloud API, media). What is neither tells nothing. */
export const readHash = (text: string | undefined): Buffer | null => {
  if (text === undefined) return null
  const hash = Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64')
  return hash.length === 32 ? hash : null
}
