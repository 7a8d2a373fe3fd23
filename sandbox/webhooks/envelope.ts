import { selectInstallation } from '../context.ts'
import { showPhoneNumber } from '../phone-number.ts'
import type { Customer, PhoneNumber, State } from '../state/state.ts'
import { encodeStatus } from './status.ts'
import type { Update } from './update.ts'

type Change = { value: Record<string, unknown>; field: string }

/** `contacts[]` of a webhook: whoever shows no number has no `wa_id`. */
const encodeContact = ({ name, waId, userId }: Customer) => ({
  profile: { name },
  ...(waId !== undefined && { wa_id: waId }),
  user_id: userId,
})

const findCustomer = (state: State, party: string): Customer | undefined =>
  state.customers.get(party) ?? state.customersByUserId.get(party)

const listContacts = (state: State, parties: Iterable<string>) => {
  const contacts = [...new Set(parties)].flatMap((party) => findCustomer(state, party) ?? [])
  return contacts.length > 0 ? { contacts: contacts.map(encodeContact) } : {}
}

const messagesChange = (number: PhoneNumber, value: Record<string, unknown>): Change => ({
  value: {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: number.digits, phone_number_id: number.id },
    ...value,
  },
  field: 'messages',
})

/** The changes of one number's updates: its customers' messages in one, its statuses in another. */
const listMessageChanges = (state: State, number: PhoneNumber, updates: Update[]): Change[] => {
  const inbound = updates.flatMap((update) => (update.kind === 'inbound' ? [update.message] : []))
  const statuses = updates.flatMap((update) => (update.kind === 'status' ? [update] : []))
  const changes: Change[] = []
  if (inbound.length > 0) {
    const contacts = listContacts(
      state,
      inbound.filter(hasContact).map(({ party }) => party),
    )
    changes.push(messagesChange(number, { ...contacts, messages: inbound.map(({ message }) => message) }))
  }
  if (statuses.length > 0) {
    // Contacts stand beside statuses too since 2026, but never beside a failed one.
    const told = statuses.filter(({ place }) => place !== 3).map(({ message }) => message.party)
    changes.push(
      messagesChange(number, {
        ...listContacts(state, told),
        statuses: statuses.map(({ message, place }) => encodeStatus(state, message, place)),
      }),
    )
  }
  return changes
}

/** System messages come without `contacts[]`. */
const hasContact = ({ message }: { message: Record<string, unknown> }): boolean =>
  message['type'] !== 'system'

/** The body of one webhook. `number` is the one whose messages and statuses are told, absent for account events. */
export const encodeEnvelope = (
  state: State,
  number: PhoneNumber | undefined,
  updates: Update[],
): Record<string, unknown> => {
  const id = selectInstallation(state).wabaId
  const events = updates.flatMap((update) => (update.kind === 'event' ? [update.event] : []))
  const entries: Record<string, unknown>[] = events.map(({ at, value, field }) => ({
    id,
    time: Math.floor(at / 1000),
    changes: [{ value, field }],
  }))
  const changes = number ? listMessageChanges(state, number, updates) : []
  if (changes.length > 0) entries.push({ id, changes })
  return { object: 'whatsapp_business_account', entry: entries }
}

/** For the log: which number, in words. */
export const nameLane = (number: PhoneNumber | undefined): string =>
  number ? showPhoneNumber(number.digits) : 'the account'
