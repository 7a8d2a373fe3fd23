import { isValidPhoneNumber } from 'libphonenumber-js'
import { findWamidSerial } from '../ids.ts'
import type { Settings } from '../settings.ts'
import type { OutboundMessage, PhoneNumber, State } from '../state/state.ts'
import type { Outgoing } from './outgoing.ts'
import type { Recipient } from './recipient.ts'
import { isWindowOpen } from './window.ts'

const monthMs = 30 * 24 * 60 * 60 * 1000

/** Whether a message id is one of a message of the last 30 days. */
const isRecentMessage = (state: State, id: string, now: number): boolean => {
  const found = findWamidSerial(id)
  const message = found && state[found.direction].find(found.serial)
  return message?.id === id && now - message.at <= monthMs
}

/** What Meta finds out only after it has accepted a message; told by a `failed` status. */
export const findFailure = (
  state: State,
  settings: Settings,
  number: PhoneNumber,
  recipient: Recipient,
  outgoing: Outgoing,
  now: number,
): OutboundMessage['failure'] => {
  if (recipient.isUserId && !recipient.customer) {
    return { code: 131026, details: 'Message Undeliverable: nobody with this user id has written here.' }
  }
  if (!recipient.isUserId && !recipient.customer && !isValidPhoneNumber(`+${recipient.party}`)) {
    return { code: 131026, details: 'Message Undeliverable: no country has such a phone number.' }
  }
  if (
    outgoing.type !== 'template' &&
    settings.enforce_window &&
    !isWindowOpen(recipient.customer, number, now)
  ) {
    return {
      code: 131047,
      details:
        'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
    }
  }
  if (outgoing.reactionTarget !== undefined && !isRecentMessage(state, outgoing.reactionTarget, now)) {
    return { code: 131009, details: 'The message to react to is unknown, deleted or older than 30 days.' }
  }
  return outgoing.failure
}
