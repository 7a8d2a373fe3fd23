import { GraphRequestError } from '../../whatsapp/graph-request-error.ts'
import { describeFailure } from '../upstream-error.ts'
import { amiss, type Check, NOTHING, well } from './finding.ts'
import type { Patient } from './patient.ts'

const NEW_TOKEN =
  "In Meta's Business settings, make a new token of the system user (never expiring, with whatsapp_business_messaging and whatsapp_business_management) and put it into the integration."

/** Without these, nothing can be sent or asked (Cloud API, permissions). */
const NEEDED_SCOPES = ['whatsapp_business_messaging', 'whatsapp_business_management']

/** A token that ends within this time is told of. */
const SOON_MS = 7 * 24 * 3_600_000

export const checkToken = ({ token }: Patient): Check => ({
  check: 'token',
  about: 'The access token',
  look: async () => {
    try {
      const { isValid, reason } = await token()
      return isValid
        ? well('The access token is valid.')
        : amiss(
            `The access token is not valid. ${reason ? `WhatsApp says: ${reason}.` : ''}`.trim(),
            NEW_TOKEN,
          )
    } catch (error) {
      if (!isTokenRefused(error)) throw error
      return amiss(`The access token is not valid. ${describeFailure(error)}`, NEW_TOKEN)
    }
  },
})

const isTokenRefused = (error: unknown): error is GraphRequestError =>
  error instanceof GraphRequestError &&
  error.failure.kind === 'rejected' &&
  [0, 102, 190].includes(error.failure.error.code ?? -1)

export const checkScopes = ({ token }: Patient): Check => ({
  check: 'token_scopes',
  about: 'What the access token may do',
  look: async () => {
    const { scopes } = await token()
    const missing = NEEDED_SCOPES.filter((scope) => !scopes.includes(scope))
    return missing.length === 0
      ? well('The access token may send, and manage the account.')
      : amiss(`The access token lacks ${missing.join(' and ')}.`, NEW_TOKEN)
  },
})

export const checkExpiry = ({ token, now }: Patient): Check => ({
  check: 'token_expiry',
  about: 'Until when the access token is valid',
  look: async () => {
    const { expiresAt } = await token()
    if (!expiresAt) return well('The access token does not expire.')
    const day = expiresAt.toISOString().slice(0, 10)
    if (expiresAt.getTime() - now() > SOON_MS)
      return well(`The access token is valid until ${day}.`, NOTHING, expiresAt)
    return amiss(`The access token expires on ${day}.`, NEW_TOKEN, expiresAt)
  },
})
