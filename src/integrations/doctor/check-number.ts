import { amiss, type Check, well } from './finding.ts'
import type { Patient } from './patient.ts'

/** What to do about the states that a number can be in (Cloud API, phone numbers: status). */
const WHAT_TO_DO: Record<string, string> = {
  DISCONNECTED: 'Register the number in the WhatsApp Manager, or with POST /{phone-number-id}/register.',
  PENDING: 'Finish registering the number in the WhatsApp Manager.',
  UNVERIFIED: 'Verify the number in the WhatsApp Manager.',
  FLAGGED: 'The quality is low: send fewer messages that people do not expect, and wait.',
  RATE_LIMITED: 'Wait: too many messages were sent.',
}

export const checkRegistration = ({ number }: Patient): Check => ({
  check: 'number',
  about: 'Whether the number is registered and connected',
  look: async () => {
    const { status = 'UNKNOWN' } = await number()
    if (status === 'CONNECTED') return well('The number is registered and connected.')
    return amiss(
      `The number may not send: WhatsApp says that it is ${status}.`,
      WHAT_TO_DO[status] ?? 'Look at the number in the WhatsApp Manager.',
    )
  },
})

/** Whether it may send as far as this server is concerned. */
export const checkStatus = ({ integration: { status, statusReason } }: Patient): Check => ({
  check: 'status',
  about: 'Whether the number is activated here',
  look: async () =>
    status === 'activated'
      ? well('The number is activated.')
      : amiss(
          `The number is ${status}${statusReason === null ? '.' : `: ${statusReason}`}`,
          'Mend what is said there, and activate the number again.',
        ),
})
