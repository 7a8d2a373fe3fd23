import { type MessageError, OWN_ERRORS } from '../../messages/own-errors.ts'
import { isPhoneAddress, shownErrors, toUnixSeconds } from './kinds.ts'

/** How each status of a message is told; the others are not. */
const TOLD: Record<string, 'sent' | 'delivered' | 'read' | 'failed'> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
  expired: 'failed',
  cancelled: 'failed',
}

export const isToldStatus = (status: unknown): boolean =>
  typeof status === 'string' && Object.hasOwn(TOLD, status)

/** Why a message ended that Masa ended by itself, where the event does not say. */
const OWN_ENDS: Record<string, MessageError> = {
  expired: OWN_ERRORS.expired,
  cancelled: OWN_ERRORS.cancelled,
}

/** The message that a status is of, as it is stored. */
export type StatusMessage = { integration_id: number; id: string; address: string; wamid: string | null }

/** The event's data, with the time of the event where Meta gave none. */
export type StatusData = { status: string; at?: string; error?: MessageError }

/** The body of `message.status` (public API, "Webhooks to the customer"). */
export const statusPayload = (
  message: StatusMessage,
  { status, at, error }: StatusData,
  told: Date,
): object => {
  const why = error ?? OWN_ENDS[status]
  const { address } = message
  return {
    statuses: {
      id: message.id,
      ...(isPhoneAddress(address) ? { recipient_id: address } : { user_id: address }),
      status: TOLD[status],
      timestamp: toUnixSeconds(at === undefined ? told : new Date(at)),
      ...(TOLD[status] === 'failed' && why && { errors: shownErrors(why) }),
      integration_id: message.integration_id,
      wamid: message.wamid,
    },
  }
}
