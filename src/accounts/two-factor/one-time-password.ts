import { Secret, TOTP } from 'otpauth'

/** RFC 6238 with what authenticator apps take for granted: SHA-1, six digits, thirty seconds. */
const FORM = { algorithm: 'SHA1', digits: 6, period: 30 } as const
/** Steps that a phone's clock may be off, either way (RFC 6238, 5.2: one at most). */
const TOLERANCE = 1
/** As long as SHA-1's output (RFC 4226, 4: 160 bits recommended). */
const SECRET_BYTES = 20

/** A new secret, in Base32 as people type it. */
export const drawTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32

/** What an authenticator reads from a QR code. */
export const totpUrl = (secret: string, email: string): string =>
  new TOTP({ ...FORM, issuer: 'Masa', label: email, secret: Secret.fromBase32(secret) }).toString()

/** The step whose password this is, counted from 1970; undefined for a wrong one. Blanks between digits do no harm. */
export const findStep = (secret: string, otp: string, now: number): number | undefined => {
  const token = otp.replace(/\s/g, '')
  // The library compares bytes, and throws where other digits than ASCII's take more of them.
  if (!/^[0-9]{6}$/.test(token)) return undefined
  const delta = TOTP.validate({
    ...FORM,
    token,
    secret: Secret.fromBase32(secret),
    timestamp: now,
    window: TOLERANCE,
  })
  return delta === null ? undefined : TOTP.counter({ period: FORM.period, timestamp: now }) + delta
}
