import { GraphRequestError } from '../../whatsapp/graph-request-error.ts'
import { ACCOUNT_FIELDS } from '../../whatsapp/webhook-account.ts'
import { describeFailure, isPassingFailure } from '../upstream-error.ts'
import { amiss, type Check, well } from './finding.ts'
import type { Patient } from './patient.ts'

/** With the proof of the secret and without: when the proof alone is refused, the secret is wrong. */
export const checkAppSecret = ({ graph, integration, number }: Patient): Check => ({
  check: 'app_secret',
  about: 'The app secret',
  look: async () => {
    const { accessToken, appSecret, phoneNumberId } = integration
    try {
      await graph.getPhoneNumber({ accessToken, appSecret, phoneNumberId })
      return well('The app secret is right.')
    } catch (error) {
      if (!(error instanceof GraphRequestError) || isPassingFailure(error)) throw error
      await number()
      return amiss(
        `The app secret is not the one of the token's app: events of WhatsApp are refused. ${describeFailure(error)}`,
        "Copy the app secret from the app's settings (Basic) at Meta and put it into the integration.",
      )
    }
  },
})

export const checkSubscription = ({ graph, integration, token }: Patient): Check => ({
  check: 'subscription',
  about: "Whether the account's events go to the app",
  look: async () => {
    const { wabaId, accessToken } = integration
    const appId = integration.appId ?? (await token()).appId
    const apps = await graph.listSubscribedApps({ wabaId, accessToken })
    return appId !== undefined && apps.includes(appId)
      ? well("The account's events go to the app.")
      : amiss(
          'The app is not subscribed to the account: WhatsApp tells nothing of what customers write, nor of what becomes of messages.',
          'Put the access token into the integration once more: that subscribes the app.',
        )
  },
})

/** What this server reads of WhatsApp's events; without the first there is nothing to see. */
const FIELDS = [
  'messages',
  'message_template_components_update',
  'message_template_quality_update',
  'message_template_status_update',
  'smb_message_echoes',
  'template_category_update',
  'user_preferences',
  ...ACCOUNT_FIELDS,
]

const SUBSCRIBE = 'In the app at Meta, open WhatsApp, Configuration, Webhook fields, and subscribe to:'

export const checkFields = ({ graph, integration, token }: Patient): Check => ({
  check: 'webhook_fields',
  about: 'Which kinds of events the app is told of',
  look: async () => {
    const { appSecret } = integration
    const appId = integration.appId ?? (await token()).appId ?? ''
    const subscribed = await graph.listSubscribedFields({ appId, appSecret })
    const missing = FIELDS.filter((field) => !subscribed.includes(field))
    const advice = `${SUBSCRIBE} ${missing.join(', ')}.`
    if (missing.includes('messages')) return amiss('The app is not told of messages and statuses.', advice)
    if (missing.length === 0) return well('The app is told of everything that this server reads.')
    return well(`The app is told of messages and statuses, but not of: ${missing.join(', ')}.`, advice)
  },
})
