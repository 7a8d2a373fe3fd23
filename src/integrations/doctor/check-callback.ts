import { asText } from '../../whatsapp/json-reading.ts'
import { callbackUriOf } from '../connect.ts'
import { askChallenge } from './ask-challenge.ts'
import { amiss, type Check, well } from './finding.ts'
import type { Patient } from './patient.ts'

const CHALLENGE_TIMEOUT_MS = 8_000

/**
 * The address that WhatsApp calls: the number's own, else the account's, else the app's. The one of this server may
 * lie anywhere; any other is called by the rules for webhooks, since it is only WhatsApp's word.
 */
export const checkCallback = ({ integration, number, publicUrl, allow }: Patient): Check => ({
  check: 'callback',
  about: 'The address that WhatsApp sends events to',
  look: async () => {
    const { webhookConfiguration: told = {} } = await number()
    const url =
      asText(told.phone_number) ?? asText(told.whatsapp_business_account) ?? asText(told.application)
    if (url === undefined || !URL.canParse(url))
      return amiss('WhatsApp has no address to send events to.', SET_ADDRESS)
    const { isSandbox, verifyToken } = integration
    const own = isSandbox ? url : publicUrl && callbackUriOf(publicUrl)
    if (own !== undefined && url !== own)
      return amiss(`WhatsApp sends events to ${url}, not to this server at ${own}.`, SET_ADDRESS)
    const problem = await askChallenge({
      url,
      verifyToken,
      allow,
      allowedOrigins: own === undefined ? [] : [new URL(own).origin],
      timeoutMs: CHALLENGE_TIMEOUT_MS,
    })
    if (problem === undefined) return well(`${url} answers as WhatsApp asks.`)
    return amiss(
      `${url} does not answer as WhatsApp asks. ${problem}`,
      'Check MASA_PUBLIC_URL, the proxy before this server, and its certificate: WhatsApp has to reach this address over the internet.',
    )
  },
})

const SET_ADDRESS =
  'Set MASA_PUBLIC_URL, start again, and put the access token into the integration once more: that gives WhatsApp this address.'

/** A real number needs an address that Meta can call, over HTTPS (Cloud API, webhooks). */
export const checkPublicUrl = ({ integration, publicUrl }: Patient): Check => ({
  check: 'public_url',
  about: 'The public address',
  look: async () => {
    if (integration.isSandbox) return well('The sandbox reaches this server without a public address.')
    const advice =
      'Set MASA_PUBLIC_URL to the https:// address under which the internet reaches this server, and start again.'
    if (publicUrl === undefined) return amiss('MASA_PUBLIC_URL is not set.', advice)
    if (!publicUrl.startsWith('https:'))
      return amiss(`MASA_PUBLIC_URL is ${publicUrl}, but WhatsApp calls https:// addresses only.`, advice)
    return well(`The public address is ${publicUrl}.`)
  },
})
