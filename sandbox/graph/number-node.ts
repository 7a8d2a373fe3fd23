import { commit, type Sandbox, selectInstallation } from '../context.ts'
import { isFields } from '../messages/fields.ts'
import { showPhoneNumber } from '../phone-number.ts'
import type { Callback, PhoneNumber, State } from '../state/state.ts'
import { verifyCallback } from '../webhooks/verify-callback.ts'
import { pickFields, readFields } from './fields.ts'
import { invalidParameter } from './graph-error.ts'
import { readCallback } from './read-callback.ts'

const usualFields = [
  'verified_name',
  'code_verification_status',
  'display_phone_number',
  'quality_rating',
  'platform_type',
  'throughput',
  'webhook_configuration',
]

const encodeHealth = (state: State, number: PhoneNumber) => {
  const { wabaId, businessId, appId } = selectInstallation(state)
  const canSend = number.isRegistered && number.status === 'CONNECTED' ? 'AVAILABLE' : 'BLOCKED'
  return {
    can_send_message: canSend,
    entities: [
      { entity_type: 'PHONE_NUMBER', id: number.id, can_send_message: canSend },
      { entity_type: 'WABA', id: wabaId, can_send_message: 'AVAILABLE' },
      { entity_type: 'BUSINESS', id: businessId, can_send_message: 'AVAILABLE' },
      { entity_type: 'APP', id: appId, can_send_message: 'AVAILABLE' },
    ],
  }
}

const encodeCallbacks = ({ subscription }: State, number: PhoneNumber) => ({
  ...(number.callback && { phone_number: number.callback.url }),
  ...(subscription.callback && { whatsapp_business_account: subscription.callback.url }),
})

/** A number's fields as asked for (Cloud API, phone numbers). */
export const encodeNumber = (state: State, number: PhoneNumber, fields: unknown): Record<string, unknown> =>
  pickFields(
    {
      id: number.id,
      verified_name: number.verifiedName,
      display_phone_number: showPhoneNumber(number.digits),
      code_verification_status: 'VERIFIED',
      quality_rating: number.quality,
      platform_type: 'CLOUD_API',
      is_on_biz_app: number.isOnBizApp === true,
      throughput: { level: number.messagesPerSecond >= 1000 ? 'HIGH' : 'STANDARD' },
      status: number.isRegistered ? number.status : 'DISCONNECTED',
      name_status: 'APPROVED',
      account_mode: 'LIVE',
      is_official_business_account: false,
      is_pin_enabled: number.pin !== undefined,
      messaging_limit_tier: number.messagingLimit,
      whatsapp_business_manager_messaging_limit: number.messagingLimit,
      health_status: encodeHealth(state, number),
      webhook_configuration: encodeCallbacks(state, number),
    },
    readFields(fields),
    usualFields,
  )

/** `POST /{phone-number-id}` with a `webhook_configuration`: a callback of the number's own, or none any more. */
export const configureNumber = async (
  sandbox: Sandbox,
  number: PhoneNumber,
  parameters: Record<string, unknown>,
): Promise<{ success: true }> => {
  const configuration = parameters['webhook_configuration']
  if (!isFields(configuration)) throw invalidParameter('The parameter webhook_configuration is required.')
  const callback = readCallback(configuration, selectInstallation(sandbox.state).verifyToken)
  if (callback) await verifyCallback(callback)
  const { callback: _, ...rest }: PhoneNumber & { callback?: Callback } = number
  commit(sandbox, { t: 'number', number: { ...rest, ...(callback && { callback }) } })
  sandbox.outbox.wake()
  await sandbox.journal.written()
  return { success: true }
}
